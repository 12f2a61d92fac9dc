package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow resume [OPTIONS] [[DOMAIN] WORKFLOW_ID [RUN_ID]]",
    description = {
      "Lets executions go on that were left open, and runs them to their ends.",
      "What was done is not done again; a task that was running runs again."
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

  ResumeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    RunOptions options = run.get();
    return Interruption.guard(session, ExecutionRun.patience(options), () -> resume(options));
  }

  private int resume(RunOptions options) {
    try (Simpleflow simpleflow = session.open(Access.WRITE, words, 3)) {
      List<ExecutionId> executions = simpleflow.executor().resume(which(simpleflow));
      if (executions.isEmpty()) {
        session.note("nothing to resume: no execution is open");
        return 0;
      }
      ExecutionRun execution = new ExecutionRun(session, simpleflow, options);
      executions.forEach(execution::announce);
      return execution.untilClosed(executions);
    }
  }

  private Optional<ExecutionId> which(Simpleflow simpleflow) {
    boolean all = ExecutionWords.of(words, simpleflow.backend().domain()).workflowId().isEmpty();
    return all ? Optional.empty() : Optional.of(ExecutionFinder.find(simpleflow, words));
  }
}
