package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.engine.Simpleflow;
import java.util.List;
import java.util.Optional;

/** Finds the execution that someone means. */
final class ExecutionFinder {
  private ExecutionFinder() {}

  /**
   * Returns the execution that the words of a command name; without a run id the latest of that
   * workflow id, open or closed, without any word the latest of all.
   *
   * @throws ExecutionNotFoundException if there is none
   */
  static ExecutionId find(Simpleflow simpleflow, List<String> words) {
    String domain = simpleflow.backend().domain();
    ExecutionWords ids = ExecutionWords.of(words, domain);
    if (ids.workflowId().isPresent() && ids.runId().isPresent()) {
      ExecutionId execution = new ExecutionId(ids.workflowId().get(), ids.runId().get());
      return described(simpleflow, execution);
    }
    return latest(simpleflow, ids.workflowId());
  }

  /** As {@link #find}, for commands that do not guess: a workflow id must be named. */
  static ExecutionId findNamed(Simpleflow simpleflow, List<String> words) {
    if (ExecutionWords.of(words, simpleflow.backend().domain()).workflowId().isEmpty()) {
      throw new UsageException("which execution? Name its workflow id");
    }
    return find(simpleflow, words);
  }

  private static ExecutionId described(Simpleflow simpleflow, ExecutionId execution) {
    try {
      return simpleflow.histories().describe(execution).info().execution();
    } catch (ExecutionNotFoundException e) {
      // Two words may have been meant as a domain and a workflow id.
      throw new ExecutionNotFoundException(
          "there is no execution of workflow id '%s' with run id '%s' in domain '%s'"
              .formatted(execution.workflowId(), execution.runId(), simpleflow.backend().domain()));
    }
  }

  private static ExecutionId latest(Simpleflow simpleflow, Optional<String> workflowId) {
    return simpleflow
        .histories()
        .latest(workflowId)
        .orElseThrow(
            () ->
                new ExecutionNotFoundException(
                    "there is no execution%s in domain '%s'"
                        .formatted(
                            workflowId.map(id -> " of workflow id '" + id + "'").orElse(""),
                            simpleflow.backend().domain())));
  }
}
