package io.simpleflow.inline;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.canvas.Misuse;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.SwfSeconds;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may use a run, and how it goes on as a new one. Not thread-safe. */
final class Continuation {
  private final ExecutorEnvironment environment;
  private final InlineHistory history;
  private final Thread thread = Thread.currentThread();
  private @Nullable StartRequest next;
  private boolean looking;
  private boolean inCondition;

  /** Ends the code where it is; author's code does not take it for a failure. */
  static final class Unwinding extends Error {
    private static final long serialVersionUID = 1;

    Unwinding() {
      super("the run goes on as a new one", null, false, false);
    }
  }

  Continuation(ExecutorEnvironment environment, InlineHistory history) {
    this.environment = environment;
    this.history = history;
  }

  /** What the new run is started with, if there is to be one. */
  Optional<StartRequest> next() {
    return Optional.ofNullable(next);
  }

  /**
   * Ends code that goes on although the run has ended.
   *
   * @throws IllegalStateException if it is not this run's code that calls, or a hook
   */
  void check() {
    checkMayLook();
    if (looking) {
      throw Misuse.inHook();
    }
  }

  /**
   * As {@link #check}, for what hooks may do.
   *
   * @throws IllegalStateException if it is not this run's code that calls
   */
  void checkMayLook() {
    if (!Thread.currentThread().equals(thread) || !history.isOpen()) {
      throw Misuse.onForeignThread();
    }
    if (next != null) {
      throw new Unwinding();
    }
  }

  /** Refuses to wait in a condition. */
  void checkMayWait() {
    if (inCondition) {
      throw Misuse.waitingInCondition();
    }
  }

  /** Whether a condition holds, which may not wait. */
  boolean holds(BooleanSupplier condition) {
    boolean before = inCondition;
    inCondition = true;
    try {
      return condition.getAsBoolean();
    } finally {
      inCondition = before;
    }
  }

  /** Calls a hook of the author's, which may look and no more. */
  <T> T ask(Supplier<T> hook) {
    boolean before = looking;
    looking = true;
    try {
      return hook.get();
    } finally {
      looking = before;
    }
  }

  /** As {@link #ask}, for hooks without an answer. */
  void look(Runnable hooks) {
    var unused =
        ask(
            () -> {
              hooks.run();
              return true;
            });
  }

  /**
   * Notes how the run goes on: what is not given stays as this run has it.
   *
   * @return what to throw
   * @throws io.simpleflow.TaskNotFoundException if there is no such version
   * @throws io.simpleflow.TaskArgumentException if the arguments do not fit
   */
  Unwinding with(ContinueAsNew following) {
    check();
    next = request(following);
    return new Unwinding();
  }

  /**
   * As {@link #with}, but not if the next run would begin as this one has, and come to this point
   * again.
   */
  Optional<Unwinding> further(ContinueAsNew following) {
    StartRequest further = request(following);
    if (Objects.equals(further.input(), history.run().request().input())) {
      return Optional.empty();
    }
    next = further;
    return Optional.of(new Unwinding());
  }

  private StartRequest request(ContinueAsNew following) {
    StartRequest before = history.run().request();
    ExecutionConfiguration configuration = history.configuration();
    WorkflowOptions options = following.options();
    WorkflowType type =
        new WorkflowType(
            before.workflowType().name(),
            following.version().orElse(before.workflowType().version()));
    TaskInput arguments =
        TaskInput.of(environment.converter(), following.arguments(), following.keywordArguments());
    String input =
        TaskInput.parse(before.input())
            .other("__extra")
            .map(extra -> arguments.withOther("__extra", extra))
            .orElse(arguments)
            .toJson();
    environment.tasks().workflow(type).checkInput(input);
    boolean keepsTags = options.inheritTags().orElse(true);
    return new StartRequest(
        before.workflowId(),
        type,
        input,
        Optional.of(options.taskList().orElse(configuration.taskList())),
        InlineChildren.priority(options)
            .or(() -> Optional.ofNullable(configuration.taskPriority())),
        Optional.of(
            SwfSeconds.of(options.executionStartToCloseTimeout())
                .orElse(configuration.executionStartToCloseTimeout())),
        Optional.of(
            SwfSeconds.of(options.taskStartToCloseTimeout())
                .orElse(configuration.taskStartToCloseTimeout())),
        Optional.of(options.childPolicy().orElse(configuration.childPolicy())),
        options.tagList().orElse(keepsTags ? before.tagList() : List.of()),
        options.lambdaRole().or(() -> Optional.ofNullable(configuration.lambdaRole())));
  }
}
