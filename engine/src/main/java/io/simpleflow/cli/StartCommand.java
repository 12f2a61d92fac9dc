package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow start [OPTIONS] WORKFLOW",
    description = {
      "Starts a workflow.",
      "The local backend runs it here, to its end: Ctrl-C stops it cleanly, 'simpleflow resume'"
          + " lets it go on. Where deciders and workers run it, its workflow id and run id are"
          + " printed, and that is all unless --wait is given."
    },
    footer = {
      "  simpleflow start --local examples.basic.BasicWorkflow <<< '{\"args\": [1]}'",
      "  simpleflow start basic --input '{\"kwargs\": {\"x\": 1}}'",
      "  simpleflow start basic --input-file input.json --workflow-id mine --tags a,b",
      "  simpleflow start --backend swf --domain Test basic --input 1 --wait"
    })
final class StartCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ExecutionOptions execution;
  @Mixin private final RunSettings run = new RunSettings();

  @Option(
      names = "--workflow-id",
      paramLabel = "ID",
      description =
          "The execution's id; by default the workflow's own, or made of name, version and time.")
  private @Nullable String workflowId;

  @Option(
      names = "--task-list",
      paramLabel = "NAME",
      description = "The task list of its decisions, instead of the workflow's.")
  private @Nullable String taskList;

  @Option(
      names = "--wait",
      description = "Wait for its end, print its result, and fail if it does.")
  private boolean wait;

  StartCommand(Session session) {
    this.session = session;
    this.execution = new ExecutionOptions(session);
  }

  @Override
  public Integer call() throws IOException {
    execution.check();
    Names.check("--workflow-id", workflowId);
    Names.check("--task-list", taskList);
    RunOptions options = run.get();
    TaskInput arguments = execution.input(session);
    return Interruption.guard(
        session, ExecutionRun.patience(options), () -> start(options, arguments));
  }

  private int start(RunOptions options, TaskInput arguments) throws IOException {
    try (Simpleflow simpleflow = session.open(Access.WRITE)) {
      run.refuseElsewhere(session);
      WorkflowChoice choice = WorkflowChoice.anywhere(session, simpleflow, execution.workflow());
      WorkflowOptions own = choice.options(arguments);
      StartRequest request =
          execution.request(
              workflowId == null ? own.workflowId().orElseGet(() -> defaultId(choice)) : workflowId,
              choice,
              own,
              choice.input(simpleflow, arguments),
              Optional.ofNullable(taskList));
      ExecutionRun started = new ExecutionRun(session, simpleflow, options);
      ExecutionId id = UsageException.ifRefused(() -> simpleflow.executor().start(request));
      return started.goOn(id, wait);
    }
  }

  private String defaultId(WorkflowChoice choice) {
    return "%s-%s-%d"
        .formatted(choice.type().name(), choice.type().version(), session.clock().millis());
  }
}
