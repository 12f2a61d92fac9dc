package io.simpleflow.engine.stats;

import io.simpleflow.history.History;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The frame of the reports that are texts: who, how long, then a titled table. */
final class ReportText {
  private ReportText() {}

  static String of(
      String domain, String workflowId, History history, String title, String tableLines) {
    return String.format(
        Locale.ROOT,
        """
        Workflow Execution %s
        Domain: %s
        Workflow Type: %s

        Total time = %.3f seconds

        ## %s

        %s""",
        workflowId,
        domain,
        history.started().workflowType().name(),
        Times.seconds(totalTime(history)),
        title,
        tableLines);
  }

  /** From the first event to the last. */
  static Duration totalTime(History history) {
    List<?> events = history.events();
    return Duration.between(history.event(1).timestamp(), history.event(events.size()).timestamp());
  }
}
