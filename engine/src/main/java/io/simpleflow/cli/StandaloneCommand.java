package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow standalone [OPTIONS] WORKFLOW",
    description = {
      "Starts a workflow and runs it to its end with a decider and a worker of its own, which"
          + " nobody else gets in the way of: its decisions and activities have a task list of"
          + " their own.",
      "With --repair it goes on where another execution came to grief, of any workflow id."
    },
    footer = {
      "  simpleflow standalone --backend swf --domain Test basic --input 1",
      "  simpleflow standalone -d Test mapjoin --workflow-id mine --nb-workers 16",
      "  simpleflow standalone -d Test mapjoin --repair mine --force-activities 'count-[12]$'"
    })
final class StandaloneCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ExecutionOptions execution;
  @Mixin private final RepairOptions repair = new RepairOptions();
  @Mixin private final HeartbeatOption heartbeat = new HeartbeatOption();

  @Option(
      names = "--workflow-id",
      paramLabel = "ID",
      description = "The execution's id; by default the workflow's own, or its name.")
  private @Nullable String workflowId;

  @Option(
      names = {"-W", "--nb-workers"},
      paramLabel = "N",
      description = "How many activities run at once; by default four for each processor.")
  private @Nullable Integer workers;

  @Option(
      names = {"-D", "--nb-deciders"},
      paramLabel = "N",
      description = "How many decisions are made at once; by default one for each processor.")
  private @Nullable Integer deciders;

  @Option(
      names = "--display-status",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Say how far it is; by default on a terminal alone.")
  private @Nullable Boolean displayStatus;

  StandaloneCommand(Session session) {
    this.session = session;
    this.execution = new ExecutionOptions(session);
  }

  @Override
  public Integer call() throws IOException {
    execution.check();
    Names.check("--workflow-id", workflowId);
    RunOptions standard = RunOptions.standard();
    RunOptions options =
        heartbeat.in(
            standard.withConcurrency(
                RunSettings.number(
                    "--nb-deciders", deciders, standard.deciders(), RunSettings.MOST_DECIDERS),
                RunSettings.number(
                    "--nb-workers", workers, standard.workers(), RunSettings.MOST_WORKERS)));
    Optional<FormerExecution> former = repair.find(session);
    TaskInput arguments =
        former
            .map(one -> execution.inputOr(session, one))
            .orElseGet(() -> execution.input(session));
    return Interruption.<IOException>guard(
        session, ExecutionRun.patience(options), () -> run(options, arguments, former));
  }

  private int run(RunOptions options, TaskInput arguments, Optional<FormerExecution> former)
      throws IOException {
    TaskCatalog found = session.tasks();
    WorkflowDefinition definition = WorkflowChoice.here(found, execution.workflow());
    former.ifPresent(one -> one.requireWorkflow(definition.type()));
    WorkflowChoice choice = new WorkflowChoice(definition.type(), Optional.of(definition));
    WorkflowOptions own = choice.options(arguments);
    String id =
        workflowId == null
            ? own.workflowId().orElseGet(() -> definition.type().name())
            : workflowId;
    String taskList = OwnTaskList.of(id);
    TaskCatalog tasks = ChosenTasks.onTaskList(RepairedTasks.of(found, former), taskList);
    try (Simpleflow simpleflow = session.open(Access.WRITE, tasks)) {
      StartRequest request =
          execution.request(
              id, choice, own, choice.input(simpleflow, arguments), Optional.of(taskList));
      ExecutionRun run =
          new ExecutionRun(session, simpleflow, options.withTaskLists(Set.of(taskList)))
              .withProgress(Optional.ofNullable(displayStatus))
              .goingOnWith(former.map(repair::words).orElse(List.of()));
      ExecutionId started = UsageException.ifRefused(() -> simpleflow.executor().start(request));
      run.announce(started);
      former.ifPresent(this::sayWhatIsTaken);
      return run.untilClosed(List.of(started));
    }
  }

  private void sayWhatIsTaken(FormerExecution former) {
    session.note(
        "results of workflow %s run %s are used for activities of the same ids: %,d of them"
            .formatted(former.id().workflowId(), former.id().runId(), former.completed().size()));
  }
}
