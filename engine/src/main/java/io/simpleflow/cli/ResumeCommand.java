package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow resume [OPTIONS] [[DOMAIN] WORKFLOW_ID [RUN_ID]]",
    description = {
      "Lets executions go on here that were left open, and runs them to their ends.",
      "What was done is not done again; a task that was running runs again. Where deciders and"
          + " workers run executions, one must be named."
    },
    footer = {"  simpleflow resume", "  simpleflow resume basic-example-1700000000000"})
final class ResumeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "[[DOMAIN] WORKFLOW_ID [RUN_ID]]",
      hideParamSyntax = true,
      description = "Which execution; without an id all that are open.")
  private List<String> words = new ArrayList<>();

  @Mixin private final RunSettings run = new RunSettings();
  @Mixin private final RepairOptions repair = new RepairOptions();

  ResumeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    RunOptions options = run.get();
    return Interruption.guard(session, ExecutionRun.patience(options), () -> resume(options));
  }

  private int resume(RunOptions options) throws IOException {
    if (session.isShared()) {
      return resumeShared(options);
    }
    Optional<FormerExecution> former = repair.find(session);
    TaskCatalog tasks = RepairedTasks.of(session.tasks(), former);
    try (Simpleflow simpleflow = session.open(Access.WRITE, words, 3, tasks)) {
      Optional<ExecutionId> one = which(simpleflow);
      if (former.isPresent() && one.isEmpty()) {
        throw new UsageException("--repair is for one execution: name its workflow id");
      }
      List<ExecutionId> open = one.map(List::of).orElseGet(() -> open(simpleflow));
      if (open.isEmpty()) {
        session.note("nothing to resume: no execution is open");
        return 0;
      }
      return untilClosed(simpleflow, open, options, former);
    }
  }

  private int untilClosed(
      Simpleflow simpleflow,
      List<ExecutionId> open,
      RunOptions options,
      Optional<FormerExecution> former)
      throws IOException {
    ExecutionRun run =
        new ExecutionRun(session, simpleflow, options)
            .goingOnWith(former.map(repair::words).orElse(List.of()));
    // Whose code is not here stays as it is: its activities would fail for want of theirs.
    List<ExecutionId> here = open.stream().filter(run::isCodeHere).toList();
    Set<ExecutionId> resumed = new LinkedHashSet<>();
    for (ExecutionId each : here) {
      if (!resumed.contains(each)) { // As the child of another.
        resumed.addAll(simpleflow.executor().resume(Optional.of(each)));
      }
    }
    resumed.forEach(run::announce);
    int code = resumed.isEmpty() ? 0 : run.untilClosed(List.copyOf(resumed));
    return here.size() < open.size() ? Failures.FAILED : code;
  }

  /** All that are open, those started first first. */
  private static List<ExecutionId> open(Simpleflow simpleflow) {
    List<ExecutionId> open = new ArrayList<>();
    simpleflow
        .histories()
        .list(ExecutionFilter.all().withStatus(ExecutionStatus.OPEN))
        .forEach(info -> open.add(info.execution()));
    Collections.reverse(open);
    return open;
  }

  private Optional<ExecutionId> which(Simpleflow simpleflow) {
    boolean all = ExecutionWords.of(words, simpleflow.backend().domain()).workflowId().isEmpty();
    return all ? Optional.empty() : Optional.of(ExecutionFinder.find(simpleflow, words));
  }

  /** Others may run it, too; what nobody else runs is one that has a task list of its own. */
  private int resumeShared(RunOptions options) throws IOException {
    ExecutionId execution;
    String taskList;
    try (Simpleflow simpleflow = session.open(Access.READ, words, 3)) {
      execution = ExecutionFinder.findNamed(simpleflow, words);
      taskList = simpleflow.histories().describe(execution).configuration().taskList();
    }
    Optional<FormerExecution> former = repair.find(session);
    TaskCatalog tasks = RepairedTasks.of(session.tasks(), former);
    Set<String> taskLists = ChosenTasks.activityTaskLists(tasks);
    if (OwnTaskList.isOf(execution.workflowId(), taskList)) {
      tasks = ChosenTasks.onTaskList(tasks, taskList);
      taskLists.clear();
    }
    taskLists.add(taskList);
    try (Simpleflow simpleflow = session.open(Access.WRITE, tasks)) {
      return untilClosed(simpleflow, List.of(execution), options.withTaskLists(taskLists), former);
    }
  }
}
