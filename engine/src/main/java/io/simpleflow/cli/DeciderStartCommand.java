package io.simpleflow.cli;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow decider start [OPTIONS] [WORKFLOW...]",
    description = {
      "Makes decisions for executions of the workflows that are named, or of all that are found,"
          + " until it is told to stop: by Ctrl-C or SIGTERM, upon which decisions being made are"
          + " finished. A second signal ends it at once."
    },
    footer = {
      "  simpleflow decider start --backend swf --domain Test",
      "  simpleflow decider start -d Test basic mapjoin --task-list example -N 4"
    })
final class DeciderStartCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 5;

  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORKFLOW",
      description = "Workflows as 'start' takes them; by default all that are found.")
  private List<String> names = new ArrayList<>();

  @Mixin private final PollingOptions polling = new PollingOptions();
  @Mixin private final RetiredOptions retired = new RetiredOptions();
  @Mixin final DomainOption domain;

  @Option(
      names = "--cache-size",
      paramLabel = "N",
      description =
          "How many executions stay in memory between two decisions; 1000 by default, 0 for none."
              + " Others are replayed from their histories.")
  private @Nullable Integer cacheSize;

  DeciderStartCommand(Session session) {
    this.session = session;
    this.domain = new DomainOption(session);
  }

  @Override
  public Integer call() {
    retired.check();
    session.requireShared("'decider start'");
    RunOptions options = options();
    return Interruption.guard(session, ExecutionRun.patience(options), () -> decide(options));
  }

  private RunOptions options() {
    RunOptions standard = polling.standard();
    int deciders = polling.concurrency(standard.deciders(), RunSettings.MOST_DECIDERS);
    RunOptions options = standard.withConcurrency(deciders, 0);
    if (cacheSize == null) {
      return options;
    }
    if (cacheSize < 0) {
      throw new UsageException("--cache-size must not be negative, as %d is".formatted(cacheSize));
    }
    return options.withCachedExecutions(cacheSize);
  }

  private int decide(RunOptions options) {
    TaskCatalog found = session.tasks();
    Collection<WorkflowDefinition> workflows =
        names.isEmpty()
            ? found.workflows()
            : names.stream().map(name -> WorkflowChoice.here(found, name)).toList();
    if (workflows.isEmpty()) {
      throw new UsageException("no workflow was found in " + session.placesOfCode());
    }
    Set<String> taskLists = polling.taskListsOr(ChosenTasks.decisionTaskLists(workflows));
    try (Simpleflow simpleflow =
        session.open(Access.WRITE, ChosenTasks.withWorkflows(found, workflows))) {
      return Polling.untilStopped(
          session,
          simpleflow,
          options.withTaskLists(taskLists),
          "decider",
          "%s of domain %s, for %s"
              .formatted(
                  PollingOptions.text(options.deciders(), taskLists),
                  simpleflow.backend().domain(),
                  text(workflows)));
    }
  }

  private static String text(Collection<WorkflowDefinition> workflows) {
    String some =
        workflows.stream()
            .map(workflow -> workflow.type().name() + ":" + workflow.type().version())
            .limit(MOST_NAMED)
            .collect(Collectors.joining(", "));
    int more = workflows.size() - MOST_NAMED;
    return more > 0 ? "%s and %d more".formatted(some, more) : some;
  }
}
