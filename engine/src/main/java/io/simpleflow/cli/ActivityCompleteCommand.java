package io.simpleflow.cli;

import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.ActivityAnswers;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow activity complete [OPTIONS] TOKEN",
    description = "Completes an activity that its worker has left open.",
    footer = "  simpleflow activity complete \"$TOKEN\" --result '{\"approved\": true}'")
final class ActivityCompleteCommand extends AnswerCommand {
  @Option(
      names = {"-r", "--result"},
      paramLabel = "JSON",
      description = "Its result; null by default.")
  private String result = "null";

  ActivityCompleteCommand(Session session) {
    super(session);
  }

  @Override
  void answer(ActivityAnswers answers, String taskToken) {
    answers.respondActivityTaskCompleted(taskToken, json());
  }

  /** As activities write their results, so that equal ones are equal texts. */
  private String json() {
    List<String> values;
    try {
      values = TaskInput.parse("[" + result + "]").args();
    } catch (SerializationException e) {
      throw new UsageException("--result: " + e.getMessage(), e);
    }
    if (values.size() != 1) {
      throw new UsageException("--result: one value, not %d".formatted(values.size()));
    }
    return values.get(0);
  }
}
