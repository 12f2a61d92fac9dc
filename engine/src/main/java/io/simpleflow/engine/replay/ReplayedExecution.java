package io.simpleflow.engine.replay;

import io.simpleflow.AggregateException;
import io.simpleflow.ExecutionId;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.Promise;
import io.simpleflow.RunContext;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.engine.canvas.AuthorHooks;
import io.simpleflow.engine.canvas.ContextKeeper;
import io.simpleflow.engine.canvas.HookFailedException;
import io.simpleflow.engine.json.ExecutionFailure;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.history.MarkerEvent;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowHooks;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution in memory: its workflow's code, run as far as its history goes.
 *
 * <p>A history is walked decision by decision: the events up to a DecisionTaskStarted are applied,
 * the code runs until it waits, and what it asked for is compared with what the history recorded
 * for that decision. So the code sees the world as it was then, and going on from memory and
 * starting over from the whole history give the same decisions.
 *
 * <p>Not thread-safe: one thread at a time. After any exception the execution must be closed, and
 * may be replayed anew.
 */
public final class ReplayedExecution implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ReplayedExecution.class);

  /** What is left for other events than those of tasks and decisions. */
  private static final int RESERVED_EVENTS = 300;

  /** How many tasks a warning names. */
  private static final int MOST_NAMED = 10;

  private final ReplaySettings settings;
  private final WorkflowDefinition definition;
  private final ExecutionId execution;
  private final ExecutionParts parts;
  private final Outbox outbox;
  private final Closing closing;
  private final Walk walk;

  /** Kept only if the author looks at it. */
  private final History history = new History();

  private final AuthorHooks hooks;
  private final ContextKeeper context;

  /** The ids of the DecisionTaskStarted whose decisions the history shows, and are yet to come. */
  private final Set<Long> completedStarts = new HashSet<>();

  /** Completions of decisions whose close was refused because of something new. */
  private final Set<Long> neverMade = new HashSet<>();

  private @Nullable ReplayRuntime runtime;

  /** What the code waits for before its first decision, while the hooks look. */
  private @Nullable Promise<@Nullable Void> firstLook;

  private Optional<String> newContext = Optional.empty();
  private boolean cancelRequested;
  private long lastDecidedEventId;

  /** An execution of which nothing was replayed yet. */
  public ReplayedExecution(
      ReplaySettings settings, WorkflowDefinition definition, ExecutionId execution) {
    this.settings = settings;
    this.definition = definition;
    this.execution = execution;
    this.parts = ExecutionParts.of(settings, execution);
    this.outbox = parts.outbox();
    this.closing = new Closing(parts.timers());
    this.walk = new Walk(parts.strands(), new Way());
    this.hooks = new AuthorHooks(definition, history);
    this.context =
        new ContextKeeper(settings.converter(), settings.limits(), definition.implementation());
  }

  /** The id of the last DecisionTaskStarted at which the code was run; 0 before the first. */
  public long lastDecidedEventId() {
    return lastDecidedEventId;
  }

  /** The id of the last event seen; 0 before the first. */
  public long lastEventId() {
    return walk.lastEventId();
  }

  /**
   * Makes a decision.
   *
   * @param events what follows the last event seen, up to the DecisionTaskStarted of the decision
   *     wanted; events seen before are skipped
   * @return the decisions to answer with
   * @throws NonDeterminismException if the code does not fit the history
   * @throws io.simpleflow.WorkflowBlockedException if the code holds its thread
   */
  public List<Decision> decide(List<HistoryEvent> events) {
    lookAhead(events);
    walk.to(events, true);
    newContext = context.next(closing.isKnown() ? List.of() : parts.signals().waitedFor());
    return outbox.batch();
  }

  /**
   * The execution context to answer with beside the last decisions made; empty to let the service
   * keep the one that it has.
   */
  public Optional<String> executionContext() {
    return newContext;
  }

  /**
   * Replays a history without deciding anything new: the code is run for every decision that was
   * completed, and compared.
   *
   * @throws NonDeterminismException if the code does not fit the history
   * @throws io.simpleflow.WorkflowBlockedException if the code holds its thread
   */
  public void replay(List<HistoryEvent> events) {
    lookAhead(events);
    walk.to(events, false);
    failOn(outbox.missing());
  }

  /** Finds out what the code needs to know before the event that tells it is reached. */
  private void lookAhead(List<HistoryEvent> events) {
    DecisionTaskEvent.DecisionTaskCompleted latest = null;
    for (HistoryEvent event : events) {
      parts.recordedMarkers().read(event);
      if (event instanceof DecisionTaskEvent.DecisionTaskCompleted completed
          && completed.startedEventId() > lastDecidedEventId) {
        completedStarts.add(completed.startedEventId());
        latest = completed;
      }
      Optional<RefusedClose> refused = RefusedClose.of(event);
      // What a decision brings about follows its completion, before any other is completed.
      if (refused.isPresent()
          && refused.get().isForSomethingNew()
          && latest != null
          && latest.id() == refused.get().decisionTaskCompletedEventId()) {
        completedStarts.remove(latest.startedEventId());
        neverMade.add(latest.id());
      }
    }
  }

  private void apply(HistoryEvent event) {
    Optional<Command> recorded = Command.of(event);
    if (recorded.isPresent() && !isOfDecisionNeverMade(event, recorded.get())) {
      failOn(outbox.match(event, recorded.get()));
    }
    if (event instanceof ActivityEvent activity) {
      parts.activities().apply(activity);
    } else if (event instanceof TimerEvent timer) {
      parts.timers().apply(timer);
    } else if (event instanceof ChildEvent child) {
      parts.children().apply(child);
    } else if (event instanceof LambdaEvent lambda) {
      parts.lambdas().apply(lambda);
    } else if (event instanceof ExternalEvent external) {
      parts.children().apply(external);
      parts.signals().apply(external);
    } else if (event instanceof MarkerEvent.MarkerRecorded marker) {
      parts.authorMarkers().apply(marker);
    } else if (event instanceof DecisionTaskEvent.DecisionTaskCompleted completed) {
      context.apply(completed);
    } else if (event instanceof MarkerEvent.RecordMarkerFailed refused) {
      warnOf(refused);
    } else if (event instanceof ExecutionEvent.WorkflowExecutionSignaled signaled) {
      parts.signals().apply(signaled);
    } else if (event instanceof ExecutionEvent.WorkflowExecutionStarted started) {
      begin(started);
    } else if (event instanceof ExecutionEvent.WorkflowExecutionCancelRequested) {
      cancelRequested = true;
    } else if (RefusedClose.of(event).filter(refused -> !refused.isForSomethingNew()).isPresent()) {
      closing.refused();
    }
  }

  /** Once, not on every replay: what follows the last decision made is new. */
  private void warnOf(MarkerEvent.RecordMarkerFailed refused) {
    if (completedStarts.isEmpty()) {
      LOGGER.warn(
          "{} could not write marker {}: {}", describe(), refused.markerName(), refused.cause());
    }
  }

  /** Markers are written by such a decision all the same. */
  private boolean isOfDecisionNeverMade(HistoryEvent event, Command recorded) {
    if (event instanceof MarkerEvent.MarkerRecorded marker
        && neverMade.contains(marker.decisionTaskCompletedEventId())) {
      outbox.recordedAhead(recorded);
      return true;
    }
    return RefusedClose.of(event)
        .filter(refused -> neverMade.contains(refused.decisionTaskCompletedEventId()))
        .isPresent();
  }

  private void begin(ExecutionEvent.WorkflowExecutionStarted started) {
    RunContext context =
        new RunContext(
            started.workflowType().name(),
            started.workflowType().version(),
            settings.domain(),
            execution,
            started.tagList(),
            Optional.ofNullable(started.continuedExecutionRunId()),
            Optional.ofNullable(started.parentWorkflowExecution()));
    parts.activities().defaultPriority(definition.taskPriority());
    parts.children().begin(started, definition);
    parts.signals().begin(started, definition.propagatesSignalsToParent());
    ReplayRuntime newRuntime = new ReplayRuntime(parts, context, new CodeListener());
    parts
        .strands()
        .startCode(parts.rootScope(), () -> run(started.input(), newRuntime), walk::onCode);
    runtime = newRuntime;
    walk.watchWith(
        () -> BlockedThreadDetector.of(settings, execution, started.taskStartToCloseTimeout()));
  }

  /** Told on the strand that runs the workflow's own code. */
  private final class CodeListener implements ReplayRuntime.Listener {
    @Override
    public void begin(WorkflowHooks workflow) {
      OptionalInt priority = workflow.taskPriority();
      if (priority.isPresent()) {
        parts.activities().defaultPriority(priority);
      }
      if (definition.handlesTaskFailures()) {
        parts.attempts().handleBy(workflow);
      }
      hooks.begin(workflow);
      context.begin(workflow);
      if (definition.looksAtHistory()) {
        Promise<@Nullable Void> looked =
            new Promise<@Nullable Void>(Objects.requireNonNull(runtime));
        firstLook = looked;
        looked.await(); // The hooks are no part of the code, and run where it does not.
      }
    }

    @Override
    public void end(Decision decision) {
      closing.end(decision);
    }
  }

  /** The body of the first strand. */
  private void run(@Nullable String input, ReplayRuntime ownRuntime) {
    try {
      String result = definition.run(input, ownRuntime);
      if (result.length() > settings.limits().dataCharacters()) {
        throw new io.simpleflow.SerializationException(
            ("the workflow's result is %,d characters of JSON; at most %,d are allowed:"
                    + " return a reference to large data")
                .formatted(result.length(), settings.limits().dataCharacters()));
      }
      closing.end(new Decision.CompleteWorkflowExecution(result));
    } catch (WorkflowUnwinding unwinding) {
      throw unwinding;
    } catch (OutOfMemoryError | InternalError machine) {
      ownRuntime.fatal(machine); // Not the workflow's failure: the decision is made elsewhere.
    } catch (Throwable thrown) {
      closing.end(
          parts.rootScope().isCancelRequested() && isCancellation(thrown)
              ? new Decision.CancelWorkflowExecution(null)
              : ExecutionFailure.of(thrown, settings.limits()));
    }
  }

  private static boolean isCancellation(Throwable thrown) {
    return thrown instanceof TaskCanceledException
        || thrown instanceof CancellationException
        || (thrown instanceof AggregateException aggregate
            && aggregate.flatten().stream().allMatch(TaskCanceledException.class::isInstance));
  }

  private final class Way implements Walk.Execution {
    @Override
    public void see(HistoryEvent event) {
      if (definition.looksAtHistory()) {
        history.append(List.of(event));
      }
      apply(event);
    }

    @Override
    public boolean wasMade(DecisionTaskEvent.DecisionTaskStarted started) {
      return completedStarts.remove(started.id());
    }

    @Override
    public void beginDecision(DecisionTaskEvent.DecisionTaskStarted started, boolean replayed) {
      failOn(outbox.missing());
      outbox.deciding();
      if (runtime == null) {
        throw new IllegalArgumentException("the history does not begin with its first event");
      }
      lastDecidedEventId = started.id();
      runtime.decideAt(started.id(), started.timestamp(), replayed);
      if (!closing.isKnown() && hooks.haveBegun()) {
        closeIfThrown(() -> look(replayed));
      }
    }

    @Override
    public boolean lookAgain(boolean replayed) {
      Promise<@Nullable Void> looked = firstLook;
      if (looked != null) {
        firstLook = null;
        closeIfThrown(
            () -> {
              look(replayed);
              looked.complete(null);
            });
        return true;
      } else if (cancelRequested) {
        closeIfThrown(ReplayedExecution.this::heedCancelRequest);
        return true;
      }
      return false;
    }

    @Override
    public boolean isToStop() {
      return closing.isKnown() || Objects.requireNonNull(runtime).fatal().isPresent();
    }

    @Override
    public void check() {
      Optional<Throwable> fatal = Objects.requireNonNull(runtime).fatal();
      if (fatal.isPresent()) {
        throw fatal.get() instanceof SimpleflowException known
            ? known
            : new SimpleflowException(
                "the workflow's code could not be run: " + fatal.get(), fatal.get());
      }
    }

    @Override
    public void endDecision(boolean replayed) {
      goOnAsNewIfLong(lastDecidedEventId);
      if (!closing.isKnown()) {
        closing.endBefore(settings.limits().events(), lastDecidedEventId, outbox.eventsToCome());
      }
      Optional<Decision> decision = closing.decision();
      decision.ifPresent(end -> close(end, replayed));
      outbox.decided();
      if (!replayed) {
        hooks.afterDecision(decision.filter(outbox::answersWith));
      }
    }
  }

  private void closeIfThrown(Runnable callOfHooks) {
    try {
      callOfHooks.run();
    } catch (HookFailedException thrown) {
      closing.end(ExecutionFailure.ofHook(thrown.thrown(), settings.limits()));
    }
  }

  private void look(boolean replayed) {
    if (!replayed) {
      hooks.beforeDecision();
    }
    heedCancelRequest();
  }

  /** Where the author wants it, a run that has nothing under way ends before it gets too long. */
  private void goOnAsNewIfLong(long events) {
    OptionalInt most = definition.continueAsNewAfterEvents();
    if (most.isEmpty()
        || events < most.getAsInt()
        || closing.isKnown()
        || parts.signals().areLeft()
        || parts.signals().areUnderWay()
        || parts.rootScope().isCancelRequested()) { // The next run would not know of it.
      return;
    }
    if (outbox.isIdle()) {
      closing.endUnlessRefused(nextRun());
    } else if (outbox.leavesNothingOpen()) {
      outbox.wakeUp(); // Nothing else would bring about the decision at which it goes on.
    }
  }

  private Decision nextRun() {
    try {
      return hooks
          .nextRun()
          .map(parts.children()::continueAsNew)
          .orElseGet(parts.children()::continueAsNew);
    } catch (HookFailedException thrown) {
      return ExecutionFailure.ofHook(thrown.thrown(), settings.limits());
    } catch (RuntimeException unfit) {
      return ExecutionFailure.ofHook(unfit, settings.limits());
    }
  }

  private void heedCancelRequest() {
    if (cancelRequested) {
      cancelRequested = false;
      if (hooks.shouldCancel()) {
        parts.rootScope().cancel();
      }
    }
  }

  private void close(Decision decision, boolean replayed) {
    List<Decision> dropped = outbox.dropForClose();
    outbox.closeWith(decision);
    if (!replayed && decision instanceof Decision.CompleteWorkflowExecution) {
      List<String> unawaited = parts.unawaited(dropped);
      if (!unawaited.isEmpty()) {
        LOGGER.warn(
            "{} completes without having waited for tasks whose results are lost: {}",
            describe(),
            unawaited.size() > MOST_NAMED
                ? unawaited.subList(0, MOST_NAMED)
                    + " and %,d more".formatted(unawaited.size() - MOST_NAMED)
                : unawaited);
      }
    }
  }

  private void failOn(Optional<?> problem) {
    if (problem.isPresent()) {
      if (problem.get() instanceof SimpleflowException exception) {
        throw exception;
      }
      throw new NonDeterminismException(
          "%s is not deterministic: %s%s. Make %s ask for the same as before, or guard the change with version()"
              .formatted(describe(), problem.get(), thrown(), definition.implementation()));
    }
  }

  private String thrown() {
    return closing.failure().map(reason -> " (the code has thrown: " + reason + ")").orElse("");
  }

  private String describe() {
    return "workflow %s run %s".formatted(execution.workflowId(), execution.runId());
  }

  /**
   * How many tasks should end between two decisions, so that the history has room until all have
   * ended: every decision takes three events. One where there is room enough, or no hope.
   */
  public int tasksPerDecision() {
    long room =
        settings.limits().events() - walk.lastEventId() - outbox.eventsOfTasks() - RESERVED_EVENTS;
    long forDecisions = 3L * outbox.tasksToEnd();
    return room <= 0 ? 1 : Math.toIntExact(Math.max(1, (forDecisions + room - 1) / room));
  }

  /** Whether the code holds its thread: it computes, or blocks, although it was closed. */
  public boolean holdsThread() {
    return parts.strands().holdThread();
  }

  /** Lets the execution leave memory: its code is unwound where it waits. */
  @Override
  public void close() {
    parts.strands().unwind();
  }
}
