package io.simpleflow.cli;

import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which workflow to start, with which input, and how, where the workflow says it otherwise. */
final class ExecutionOptions {
  private static final int MOST_TAGS = 5;

  /** In seconds; SWF lets no execution take longer. */
  private static final long YEAR = 31_536_000;

  @Parameters(
      paramLabel = "WORKFLOW",
      description = "A workflow's name, its name and version as name:version, or its class.")
  private String workflow = "";

  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final RetiredOptions retired = new RetiredOptions();
  @Mixin final DomainOption domain;

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

  @Option(
      names = "--child-policy",
      paramLabel = "POLICY",
      description =
          "What becomes of its children if it is terminated or times out: terminate,"
              + " request_cancel or abandon.")
  private @Nullable ChildPolicy childPolicy;

  ExecutionOptions(Session session) {
    this.domain = new DomainOption(session);
  }

  /** The workflow, as it was named. */
  String workflow() {
    return workflow;
  }

  /**
   * Reads the input.
   *
   * @throws UsageException if it is none
   */
  TaskInput input(Session session) {
    return input.read(session);
  }

  /** Takes input and tags from a former execution, unless they are given. */
  TaskInput inputOr(Session session, FormerExecution former) {
    if (tags.isEmpty()) {
      tags = former.tags();
    }
    return input.isGiven() ? input.read(session) : former.input();
  }

  /**
   * Checks the options before anything is opened.
   *
   * @throws UsageException if one makes no sense
   */
  void check() {
    retired.check();
    tags.forEach(tag -> Names.check("a tag of --tags", tag));
    if (tags.size() > MOST_TAGS) {
      throw new UsageException("%d tags, where there may be five".formatted(tags.size()));
    }
    requireSeconds("--execution-timeout", executionTimeout, YEAR);
    requireSeconds("--decision-tasks-timeout", decisionTasksTimeout, Long.MAX_VALUE);
  }

  /**
   * Returns a request to start an execution.
   *
   * @param choice its type, and what its code says where these options do not
   * @param own what that computes from the arguments
   * @param json its input, as a whole
   * @throws UsageException if an option is not allowed
   */
  StartRequest request(
      String workflowId,
      WorkflowChoice choice,
      WorkflowOptions own,
      String json,
      Optional<String> taskList) {
    return UsageException.ifRefused(
        () ->
            StartRequest.of(
                workflowId,
                choice.type(),
                choice.defaults(),
                own.overriddenBy(given(taskList)),
                json));
  }

  private WorkflowOptions given(Optional<String> taskList) {
    return new WorkflowOptions(
        Optional.empty(),
        taskList,
        OptionalInt.empty(),
        tags.isEmpty() ? Optional.empty() : Optional.of(tags),
        Optional.empty(),
        Optional.ofNullable(executionTimeout).map(Duration::ofSeconds),
        Optional.ofNullable(decisionTasksTimeout).map(Duration::ofSeconds),
        Optional.ofNullable(childPolicy),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void requireSeconds(String option, @Nullable Long given, long most) {
    if (given != null && given < 1) {
      throw new UsageException("%s must be positive, not %d".formatted(option, given));
    }
    if (given != null && given > most) {
      throw new UsageException("%s may be at most %,d, not %,d".formatted(option, most, given));
    }
  }
}
