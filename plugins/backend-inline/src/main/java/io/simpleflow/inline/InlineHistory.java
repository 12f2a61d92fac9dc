package io.simpleflow.inline;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionState;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The history of one execution, written while it runs, as a service would have written it: status,
 * profile and every other tool read it like any other. Thread-safe.
 */
final class InlineHistory {
  private static final String IDENTITY = "inline";

  private final NewRun run;
  private final ExecutionConfiguration configuration;
  private final InstantSource clock;
  private final History history = new History();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Instant now;
  private long decision;
  private Supplier<Optional<String>> newContext = Optional::empty;
  private Optional<String> context = Optional.empty();

  /** How an event is made of its id and its time. */
  interface NewEvent {
    HistoryEvent at(long id, Instant time);
  }

  InlineHistory(NewRun run, ExecutionConfiguration configuration, InstantSource clock) {
    this.run = run;
    this.configuration = configuration;
    this.clock = clock;
    this.now = millis();
    StartRequest request = run.request();
    append(
        (id, time) ->
            new WorkflowExecutionStarted(
                id,
                time,
                request.input(),
                configuration.executionStartToCloseTimeout(),
                configuration.taskStartToCloseTimeout(),
                configuration.childPolicy(),
                configuration.taskList(),
                configuration.taskPriority(),
                request.workflowType(),
                request.tagList(),
                run.continuedRunId().orElse(null),
                run.parentExecution().orElse(null),
                run.parent().map(NewRun.Parent::initiatedEventId).orElse(0L),
                configuration.lambdaRole()));
  }

  NewRun run() {
    return run;
  }

  ExecutionId execution() {
    return run.execution();
  }

  ExecutionConfiguration configuration() {
    return configuration;
  }

  /** What the events come to; for the thread that runs the code, which alone writes them. */
  History folded() {
    return history;
  }

  /** The time at which the workflow's code last went on. */
  synchronized Instant now() {
    return now;
  }

  /** Adds an event and returns its id. */
  synchronized long append(NewEvent event) {
    history.append(List.of(event.at(history.lastEventId() + 1, millis())));
    if (!isOpen()) {
      closed.countDown();
    }
    return history.lastEventId();
  }

  /** Tells readers, from now on, what the execution has to say of itself at each decision. */
  void tellOf(Supplier<Optional<String>> executionContext) {
    newContext = executionContext;
  }

  /**
   * The id of the DecisionTaskCompleted for what the code asks for now: one for all that it asks
   * for without having waited. For the thread that runs the code.
   */
  long decision() {
    return decision == 0 ? lastDecision() : decision;
  }

  /** As {@link #decision}, for the close: what was said at a decision under way may be outdated. */
  long lastDecision() {
    Optional<String> told = newContext.get(); // Author's code: readers need not wait for it.
    return decide(told);
  }

  private synchronized long decide(Optional<String> told) {
    context = told;
    if (decision == 0) {
      long scheduled =
          append(
              (id, time) ->
                  new DecisionTaskScheduled(
                      id,
                      now,
                      configuration.taskList(),
                      configuration.taskPriority(),
                      configuration.taskStartToCloseTimeout(),
                      "NONE"));
      long started = append((id, time) -> new DecisionTaskStarted(id, now, IDENTITY, scheduled));
      decision =
          append(
              (id, time) ->
                  new DecisionTaskCompleted(
                      id, time, told.orElse(null), scheduled, started, null, null));
    }
    return decision;
  }

  /** Says that the code has waited: what it asks for from here on is another decision. */
  synchronized void waited() {
    now = millis();
    decision = 0;
  }

  /** SWF's resolution. */
  private Instant millis() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  synchronized boolean isOpen() {
    return history.execution().isOpen();
  }

  /** Waits for the end; false if it has not come within the time. */
  boolean awaitClose(Duration timeout) throws InterruptedException {
    return closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized List<HistoryEvent> events(long afterEventId, int limit) {
    return history.events().stream().skip(afterEventId).limit(limit).toList();
  }

  synchronized ExecutionState state() {
    return history.execution();
  }

  synchronized ExecutionDescription describe() {
    ExecutionState state = history.execution();
    ExecutionInfo info =
        new ExecutionInfo(
            run.execution(),
            state.started().workflowType(),
            state.status(),
            Optional.ofNullable(state.closeStatus()),
            state.startedAt(),
            state.closedAt(),
            run.parentExecution(),
            state.started().tagList(),
            false);
    return new ExecutionDescription(
        info, configuration, history.openCounts(), latestActivity(), context);
  }

  private Optional<Instant> latestActivity() {
    return history.events().stream()
        .filter(
            event ->
                event instanceof io.simpleflow.history.ActivityEvent
                    && !(event instanceof ActivityTaskScheduled))
        .map(HistoryEvent::timestamp)
        .max(Instant::compareTo);
  }

  /** Starts an activity task and returns the event of its start. */
  synchronized ActivityTaskStarted startActivity(NewEvent scheduled) {
    long scheduledId = append(scheduled);
    long startedId = append((id, time) -> new ActivityTaskStarted(id, time, IDENTITY, scheduledId));
    return (ActivityTaskStarted) history.event(startedId);
  }
}
