package io.simpleflow.cli;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow start [OPTIONS] WORKFLOW",
    description = {
      "Starts a workflow and runs it to its end.",
      "Ctrl-C stops it cleanly; 'simpleflow resume' lets it go on."
    },
    footer = {
      "  simpleflow start --local examples.basic.BasicWorkflow <<< '{\"args\": [1]}'",
      "  simpleflow start basic --input '{\"kwargs\": {\"x\": 1}}'",
      "  simpleflow start basic --input-file input.json --workflow-id mine --tags a,b"
    })
final class StartCommand implements Callable<Integer> {
  private static final int MOST_TAGS = 5;

  /** In seconds; SWF lets no execution take longer. */
  private static final long YEAR = 31_536_000;

  private final Session session;

  @Parameters(
      paramLabel = "WORKFLOW",
      description = "A workflow's name, its name and version as name:version, or its class.")
  private String workflow = "";

  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final RunSettings run = new RunSettings();

  @Option(
      names = "--workflow-id",
      paramLabel = "ID",
      description = "The execution's id; by default made of name, version and time.")
  private @Nullable String workflowId;

  @Option(
      names = "--task-list",
      paramLabel = "NAME",
      description = "The task list of its decisions, instead of the workflow's.")
  private @Nullable String taskList;

  @Option(
      names = "--execution-timeout",
      paramLabel = "SECONDS",
      description = "How long it may take, instead of the workflow's limit.")
  private @Nullable Long executionTimeout;

  @Option(
      names = "--decision-tasks-timeout",
      paramLabel = "SECONDS",
      description = "How long a decision may take, instead of the workflow's limit.")
  private @Nullable Long decisionTasksTimeout;

  @Option(
      names = "--tags",
      paramLabel = "TAG",
      split = ",",
      description = "At most five tags, with commas between them.")
  private List<String> tags = List.of();

  /** The original's short name, which is that of another option elsewhere. */
  @Option(names = "-d", hidden = true, paramLabel = "DOMAIN")
  void setDomain(String domain) {
    session.options.domain = domain;
  }

  StartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (tags.size() > MOST_TAGS) {
      throw new UsageException("%d tags, where there may be five".formatted(tags.size()));
    }
    RunOptions options = run.get();
    TaskInput arguments = input.read(session);
    return Interruption.guard(
        session, ExecutionRun.patience(options), () -> start(options, arguments));
  }

  private int start(RunOptions options, TaskInput arguments) {
    try (Simpleflow simpleflow = session.open(Access.WRITE)) {
      WorkflowDefinition definition = definition(simpleflow);
      String json =
          arguments
              .withOther(
                  "__extra",
                  simpleflow.converter().toJson(Map.of("class", definition.implementation())))
              .toJson();
      checkInput(definition, json);
      ExecutionRun execution = new ExecutionRun(session, simpleflow, options);
      StartRequest request = request(definition, json);
      ExecutionId id = UsageException.ifRefused(() -> simpleflow.executor().start(request));
      execution.announce(id);
      return execution.untilClosed(List.of(id));
    }
  }

  private WorkflowDefinition definition(Simpleflow simpleflow) {
    try {
      return simpleflow.tasks().workflow(workflow);
    } catch (ConfigurationException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkInput(WorkflowDefinition definition, String json) {
    try {
      definition.checkInput(json);
    } catch (TaskArgumentException | SerializationException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private StartRequest request(WorkflowDefinition definition, String json) {
    String name = definition.type().name();
    String version = definition.type().version();
    // Named one by one: a type that the store knows keeps the defaults that it came with first.
    WorkflowTypeDefaults annotated = definition.defaults();
    return new StartRequest(
        workflowId == null
            ? "%s-%s-%d".formatted(name, version, session.clock().millis())
            : workflowId,
        definition.type(),
        json,
        Optional.ofNullable(taskList).or(annotated::taskList),
        Optional.empty(),
        seconds("--execution-timeout", executionTimeout, YEAR)
            .or(annotated::executionStartToCloseTimeout),
        seconds("--decision-tasks-timeout", decisionTasksTimeout, Long.MAX_VALUE)
            .or(annotated::taskStartToCloseTimeout),
        Optional.empty(),
        tags,
        Optional.empty());
  }

  private static Optional<String> seconds(String option, @Nullable Long given, long most) {
    if (given != null && given < 1) {
      throw new UsageException("%s must be positive, not %d".formatted(option, given));
    }
    if (given != null && given > most) {
      throw new UsageException("%s may be at most %,d, not %,d".formatted(option, most, given));
    }
    return Optional.ofNullable(given).map(String::valueOf);
  }
}
