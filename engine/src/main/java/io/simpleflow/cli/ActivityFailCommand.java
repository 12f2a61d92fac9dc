package io.simpleflow.cli;

import io.simpleflow.spi.ActivityAnswers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow activity fail [OPTIONS] --reason TEXT TOKEN",
    description = "Fails an activity that its worker has left open.",
    footer = "  simpleflow activity fail \"$TOKEN\" --reason 'refused by the bank'")
final class ActivityFailCommand extends AnswerCommand {
  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in short.")
  private String reason = "";

  @Option(names = "--details", paramLabel = "TEXT", description = "Why, at length.")
  private @Nullable String details;

  ActivityFailCommand(Session session) {
    super(session);
  }

  @Override
  void answer(ActivityAnswers answers, String taskToken) {
    answers.respondActivityTaskFailed(taskToken, reason, details);
  }
}
