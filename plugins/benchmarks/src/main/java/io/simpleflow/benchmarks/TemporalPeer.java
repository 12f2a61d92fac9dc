package io.simpleflow.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The same as {@link LocalRunner} on Temporal's test server, which keeps everything in memory, with
 * its worker in this process. The activities are its regular ones, as durable as its server is.
 */
final class TemporalPeer implements AutoCloseable {
  private static final String TASK_QUEUE = "benchmark";

  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final Worker worker = environment.newWorker(TASK_QUEUE);

  /** The activity. */
  @ActivityInterface
  public interface Nothing {
    /** Gives back what it gets. */
    int nothing(int x);
  }

  /** The workflow. */
  @WorkflowInterface
  public interface NoOp {
    /** As {@link NoOpWorkflow#run}. */
    @WorkflowMethod
    int run(int activities, boolean parallel);
  }

  /** Its code. */
  public static final class NoOpCode implements NoOp {
    private final Nothing activities =
        Workflow.newActivityStub(
            Nothing.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(5)).build());

    @Override
    public int run(int count, boolean parallel) {
      List<Promise<Integer>> promises = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Promise<Integer> promise = Async.function(activities::nothing, i);
        promises.add(promise);
        if (!parallel) {
          promise.get();
        }
      }
      Promise.allOf(promises).get();
      return promises.size();
    }
  }

  TemporalPeer() {
    worker.registerWorkflowImplementationTypes(NoOpCode.class);
    worker.registerActivitiesImplementations((Nothing) x -> x);
    environment.start();
  }

  /** Runs activities that do nothing in one execution to its end, and returns its workflow id. */
  String complete(int activities, boolean parallel) {
    String workflowId = UUID.randomUUID().toString();
    WorkflowClient client = environment.getWorkflowClient();
    int done =
        client
            .newWorkflowStub(
                NoOp.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TASK_QUEUE)
                    .setWorkflowId(workflowId)
                    .build())
            .run(activities, parallel);
    if (done != activities) {
      throw new IllegalStateException("%d activities, not %d".formatted(done, activities));
    }
    return workflowId;
  }

  WorkflowExecutionHistory history(String workflowId) {
    return environment.getWorkflowClient().fetchHistory(workflowId);
  }

  /** Replays a history in memory. */
  void replay(WorkflowExecutionHistory history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(history, worker);
  }

  @Override
  public void close() {
    environment.close();
  }
}
