package io.simpleflow.cli;

import io.simpleflow.spi.ActivityAnswers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow activity cancel [OPTIONS] TOKEN",
    description = "Confirms that an activity is cancelled, which its workflow has asked for.",
    footer = "  simpleflow activity cancel \"$TOKEN\"")
final class ActivityCancelCommand extends AnswerCommand {
  @Option(names = "--details", paramLabel = "TEXT", description = "More on that.")
  private @Nullable String details;

  ActivityCancelCommand(Session session) {
    super(session);
  }

  @Override
  void answer(ActivityAnswers answers, String taskToken) {
    answers.respondActivityTaskCanceled(taskToken, details);
  }
}
