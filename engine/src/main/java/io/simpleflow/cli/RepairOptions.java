package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.History;
import io.simpleflow.spi.BackendProvider.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which former execution to take results from, and which of its activities to run again. */
final class RepairOptions {
  @Option(
      names = "--repair",
      paramLabel = "'WORKFLOW_ID[ RUN_ID]'",
      description = {
        "Take the results of the activities that this execution has completed, instead of running"
            + " them again; 'standalone' takes its input and tags, too, unless others are given."
      })
  private @Nullable String former;

  @Option(
      names = "--force-activities",
      paramLabel = "REGEX",
      description = "With --repair: run activities all the same in whose ids this is found.")
  private @Nullable String forced;

  /**
   * Finds the former execution.
   *
   * @return empty if none was named
   * @throws UsageException if the options make no sense
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there
   */
  Optional<FormerExecution> find(Session session) {
    Optional<Pattern> again = pattern();
    if (former == null) {
      return Optional.empty();
    }
    List<String> words = List.of(former.strip().split("\\s+", -1));
    try (Simpleflow simpleflow = session.open(Access.READ)) {
      ExecutionId execution = ExecutionFinder.findNamed(simpleflow, words);
      History history = History.of(simpleflow.histories().events(execution));
      return Optional.of(FormerExecution.of(execution, history, again));
    }
  }

  /** The same options for another command. */
  List<String> words(FormerExecution found) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--repair", found.id().workflowId() + " " + found.id().runId()));
    if (forced != null) {
      words.addAll(List.of("--force-activities", forced));
    }
    return words;
  }

  private Optional<Pattern> pattern() {
    if (forced == null) {
      return Optional.empty();
    }
    if (former == null) {
      throw new UsageException("--force-activities is for --repair");
    }
    try {
      return Optional.of(Pattern.compile(forced));
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "--force-activities: '%s' is no regular expression: %s"
              .formatted(forced, e.getDescription()),
          e);
    }
  }
}
