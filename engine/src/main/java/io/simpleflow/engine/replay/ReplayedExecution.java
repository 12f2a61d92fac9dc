package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.RunContext;
import io.simpleflow.SimpleflowException;
import io.simpleflow.engine.json.ExecutionFailure;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.spi.WorkflowDefinition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

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

  private final ReplaySettings settings;
  private final WorkflowDefinition definition;
  private final ExecutionId execution;
  private final Outbox outbox;
  private final ReplayTimers timers;
  private final ActivityTasks activities;
  private final RecordedMarkers markers;
  private final Set<Long> completedStarts = new HashSet<>();
  private @Nullable ReplayRuntime runtime;
  private @Nullable Coroutine coroutine;
  private @Nullable BlockedThreadDetector detector;
  private final Closing closing;
  private @Nullable Throwable fatal;
  private long lastEventId;
  private long lastDecidedEventId;

  /** An execution of which nothing was replayed yet. */
  public ReplayedExecution(
      ReplaySettings settings, WorkflowDefinition definition, ExecutionId execution) {
    this.settings = settings;
    this.definition = definition;
    this.execution = execution;
    this.outbox = new Outbox(settings.limits());
    this.timers = new ReplayTimers(outbox);
    this.activities =
        new ActivityTasks(settings, outbox, timers, definition.taskPriority(), execution.runId());
    this.markers = new RecordedMarkers(settings.converter());
    this.closing = new Closing(timers);
  }

  /** The id of the last DecisionTaskStarted at which the code was run; 0 before the first. */
  public long lastDecidedEventId() {
    return lastDecidedEventId;
  }

  /** The id of the last event seen; 0 before the first. */
  public long lastEventId() {
    return lastEventId;
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
    walk(events, true);
    return outbox.batch();
  }

  /**
   * Replays a history without deciding anything new: the code is run for every decision that was
   * completed, and compared.
   *
   * @throws NonDeterminismException if the code does not fit the history
   * @throws io.simpleflow.WorkflowBlockedException if the code holds its thread
   */
  public void replay(List<HistoryEvent> events) {
    walk(events, false);
    failOn(outbox.missing());
  }

  private void walk(List<HistoryEvent> events, boolean decideAtEnd) {
    for (HistoryEvent event : events) {
      markers.read(event);
      if (event instanceof DecisionTaskEvent.DecisionTaskCompleted completed
          && completed.startedEventId() > lastDecidedEventId) {
        completedStarts.add(completed.startedEventId());
      }
    }
    HistoryEvent last = events.get(events.size() - 1);
    for (HistoryEvent event : events) {
      if (event.id() <= lastEventId) {
        continue;
      } else if (event.id() != lastEventId + 1) {
        throw new IllegalArgumentException(
            "event %d follows event %d".formatted(event.id(), lastEventId));
      }
      lastEventId = event.id();
      if (event instanceof DecisionTaskEvent.DecisionTaskStarted started) {
        boolean live = decideAtEnd && event == last;
        if (live || completedStarts.remove(started.id())) {
          decideAt(started, !live);
        }
      } else {
        apply(event);
      }
    }
  }

  private void apply(HistoryEvent event) {
    Command.of(event).ifPresent(recorded -> failOn(outbox.match(event, recorded)));
    switch (event.type()) {
      case WORKFLOW_EXECUTION_STARTED -> begin((ExecutionEvent.WorkflowExecutionStarted) event);
      case WORKFLOW_EXECUTION_CANCEL_REQUESTED -> closing.requestCancel();
      case ACTIVITY_TASK_SCHEDULED -> activities.apply((ActivityEvent.ActivityTaskScheduled) event);
      case SCHEDULE_ACTIVITY_TASK_FAILED ->
          activities.apply((ActivityEvent.ScheduleActivityTaskFailed) event);
      case ACTIVITY_TASK_STARTED -> activities.apply((ActivityEvent.ActivityTaskStarted) event);
      case ACTIVITY_TASK_COMPLETED -> activities.apply((ActivityEvent.ActivityTaskCompleted) event);
      case ACTIVITY_TASK_FAILED -> activities.apply((ActivityEvent.ActivityTaskFailed) event);
      case ACTIVITY_TASK_TIMED_OUT -> activities.apply((ActivityEvent.ActivityTaskTimedOut) event);
      case ACTIVITY_TASK_CANCELED -> activities.apply((ActivityEvent.ActivityTaskCanceled) event);
      case COMPLETE_WORKFLOW_EXECUTION_FAILED ->
          closing.refused(((ExecutionEvent.CompleteWorkflowExecutionFailed) event).cause());
      case FAIL_WORKFLOW_EXECUTION_FAILED ->
          closing.refused(((ExecutionEvent.FailWorkflowExecutionFailed) event).cause());
      case CANCEL_WORKFLOW_EXECUTION_FAILED ->
          closing.refused(((ExecutionEvent.CancelWorkflowExecutionFailed) event).cause());
      case TIMER_STARTED -> timers.apply((TimerEvent.TimerStarted) event);
      case TIMER_FIRED -> timers.apply((TimerEvent.TimerFired) event);
      case TIMER_CANCELED -> timers.apply((TimerEvent.TimerCanceled) event);
      case START_TIMER_FAILED -> timers.apply((TimerEvent.StartTimerFailed) event);
      default -> {
        // The other events tell nothing that this engine's code can have asked for.
      }
    }
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
    ReplayRuntime newRuntime =
        new ReplayRuntime(settings, context, outbox, timers, activities, markers);
    Coroutine newCoroutine =
        new Coroutine(settings.threads(), () -> run(started.input(), newRuntime));
    newRuntime.runOn(newCoroutine);
    runtime = newRuntime;
    coroutine = newCoroutine;
    detector =
        new BlockedThreadDetector(
            execution.workflowId(),
            settings.blockedAfter(),
            timeout(started.taskStartToCloseTimeout()),
            settings.nanoTime());
  }

  /** A little before another decider gets the task, which would run the code a second time. */
  private Duration timeout(@Nullable String seconds) {
    return seconds == null || seconds.equals("NONE")
        ? settings.blockedAfter()
        : Duration.ofSeconds(Long.parseLong(seconds)).multipliedBy(9).dividedBy(10);
  }

  /** The body of the coroutine. */
  private void run(@Nullable String input, ReplayRuntime ownRuntime) {
    MDC.put("workflowId", execution.workflowId());
    MDC.put("runId", execution.runId());
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
      fatal = machine; // Not the workflow's failure: the decision is made again elsewhere.
    } catch (Throwable thrown) {
      closing.end(ExecutionFailure.of(thrown, settings.limits()));
    } finally {
      MDC.remove("workflowId");
      MDC.remove("runId");
    }
  }

  private void decideAt(DecisionTaskEvent.DecisionTaskStarted started, boolean replayed) {
    failOn(outbox.missing());
    if (runtime == null || coroutine == null || detector == null) {
      throw new IllegalArgumentException("the history does not begin with its first event");
    }
    lastDecidedEventId = started.id();
    runtime.decideAt(started.timestamp(), replayed);
    if (!coroutine.ended() && !closing.isKnown() && runtime.canGoOn()) {
      coroutine.resume(detector);
    }
    failOn(runtime.fatal());
    if (fatal != null) {
      throw new SimpleflowException("the workflow's code could not be run: " + fatal, fatal);
    }
    if (!closing.isKnown()) {
      closing.endBefore(settings.limits().events(), started.id(), outbox.eventsToCome());
    }
    closing.decision().ifPresent(decision -> close(decision, replayed));
    outbox.decided();
  }

  private void close(Decision decision, boolean replayed) {
    List<String> dropped =
        outbox.closeWith(decision).stream()
            .filter(Decision.ScheduleActivityTask.class::isInstance)
            .map(asked -> ((Decision.ScheduleActivityTask) asked).activityId())
            .toList();
    if (!dropped.isEmpty() && !replayed && decision instanceof Decision.CompleteWorkflowExecution) {
      LOGGER.warn(
          "{} completes without having waited for tasks that now never run: {}",
          describe(),
          dropped);
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
    long room = settings.limits().events() - lastEventId - outbox.eventsOfTasks() - RESERVED_EVENTS;
    long forDecisions = 3L * outbox.tasksToEnd();
    return room <= 0 ? 1 : Math.toIntExact(Math.max(1, (forDecisions + room - 1) / room));
  }

  /** Whether the code holds its thread: it computes, or blocks, although it was closed. */
  public boolean holdsThread() {
    return coroutine != null && coroutine.holdsThread();
  }

  /** Lets the execution leave memory: its code is unwound where it waits. */
  @Override
  public void close() {
    if (coroutine != null) {
      coroutine.unwind();
    }
  }
}
