package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many characters a decision takes in an answer, the JSON around its fields included. */
final class DecisionSize {
  private static final int JSON_AROUND_THE_FIELDS = 600;

  private DecisionSize() {}

  static int of(Decision decision) {
    int fields = 0;
    if (decision instanceof Decision.ScheduleActivityTask d) {
      fields = 2 * length(d.input()) + length(d.control());
    } else if (decision instanceof Decision.StartTimer d) {
      fields = 2 * length(d.control());
    } else if (decision instanceof Decision.RecordMarker d) {
      fields = 2 * length(d.details());
    } else if (decision instanceof Decision.CompleteWorkflowExecution d) {
      fields = 2 * length(d.result());
    } else if (decision instanceof Decision.FailWorkflowExecution d) {
      fields = 2 * length(d.details());
    } else if (decision instanceof Decision.StartChildWorkflowExecution d) {
      fields = 2 * length(d.input()) + length(d.control()) + tags(d.tagList());
    } else if (decision instanceof Decision.ContinueAsNewWorkflowExecution d) {
      fields = 2 * length(d.input()) + tags(d.tagList());
    } else if (decision instanceof Decision.SignalExternalWorkflowExecution d) {
      fields = 2 * length(d.input()) + length(d.control());
    } else if (decision instanceof Decision.ScheduleLambdaFunction d) {
      fields = 2 * length(d.input()) + length(d.control());
    }
    return fields + JSON_AROUND_THE_FIELDS; // Quotes in JSON text are escaped: at most twice.
  }

  private static int tags(List<String> tags) {
    return tags.stream().mapToInt(tag -> 2 * tag.length()).sum();
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
