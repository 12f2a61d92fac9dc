package io.simpleflow.endtoend;

import io.simpleflow.ExecutionId;
import io.simpleflow.endtoend.Journal.Deed;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The main class of a process that is killed: starts the executions named by its arguments unless
 * they are there, and runs all that are open to their ends.
 */
final class StepsProcess {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private StepsProcess() {}

  public static void main(String[] workflowIds) throws Exception {
    Journal journal = Journal.ofProcess();
    try (Simpleflow simpleflow = Simpleflow.builder().open()) {
      Executor executor = simpleflow.executor();
      List<ExecutionId> executions = new ArrayList<>(executor.resume(Optional.empty()));
      for (String workflowId : workflowIds) {
        if (simpleflow.histories().latest(Optional.of(workflowId)).isEmpty()) {
          ExecutionId execution =
              executor.start(
                  StartRequest.of(workflowId, new WorkflowType("steps", "1"), "{\"args\":[]}"));
          journal.add(Deed.STARTED, execution, "");
          executions.add(execution);
        }
      }
      executor.run(RunOptions.standard());
      journal.add(Deed.RUNNING, new ExecutionId("all", "all"), "");
      for (ExecutionId execution : executions) {
        ExecutionOutcome outcome = executor.await(execution, LONGEST);
        if (outcome.status() != CloseStatus.COMPLETED) {
          throw new AssertionError(outcome);
        }
      }
    }
  }
}
