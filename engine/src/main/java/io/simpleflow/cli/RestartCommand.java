package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.History;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow restart [OPTIONS] [DOMAIN] WORKFLOW_ID [RUN_ID]",
    description = {
      "Starts an execution again as it was started before: same id, input, tags, task list and"
          + " timeouts. If it is open it is terminated first. The rest is as with start."
    },
    footer = "  simpleflow restart basic-example-1700000000000")
final class RestartCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "[DOMAIN] WORKFLOW_ID [RUN_ID]",
      hideParamSyntax = true,
      description = "Which execution; without a run id the latest of that id.")
  private List<String> words = new ArrayList<>();

  @Mixin private final RunSettings run = new RunSettings();

  @Option(
      names = "--wait",
      description = "Wait for its end, print its result, and fail if it does.")
  private boolean wait;

  RestartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    RunOptions options = run.get();
    return Interruption.guard(session, ExecutionRun.patience(options), () -> restart(options));
  }

  private int restart(RunOptions options) throws IOException {
    try (Simpleflow simpleflow = session.open(Access.WRITE, words, 3)) {
      run.refuseElsewhere(session);
      ExecutionId former = ExecutionFinder.findNamed(simpleflow, words);
      WorkflowExecutionStarted started =
          History.of(simpleflow.histories().events(former, 0, 1)).started();
      if (!session.isShared()) {
        // Looked at before anything is terminated: without its code there is nothing to restart.
        simpleflow.tasks().workflow(started.workflowType()).checkInput(started.input());
      }
      if (simpleflow.histories().describe(former).info().status() == ExecutionStatus.OPEN) {
        simpleflow.executor().terminate(former, "workflow.restart", null, Optional.empty());
      }
      ExecutionRun execution = new ExecutionRun(session, simpleflow, options);
      ExecutionId id = simpleflow.executor().start(request(former, started));
      return execution.goOn(id, wait);
    }
  }

  private static StartRequest request(ExecutionId former, WorkflowExecutionStarted started) {
    return new StartRequest(
        former.workflowId(),
        started.workflowType(),
        started.input(),
        Optional.of(started.taskList()),
        Optional.ofNullable(started.taskPriority()),
        Optional.ofNullable(started.executionStartToCloseTimeout()),
        Optional.ofNullable(started.taskStartToCloseTimeout()),
        Optional.of(started.childPolicy()),
        started.tagList(),
        Optional.ofNullable(started.lambdaRole()));
  }
}
