package io.simpleflow.engine.replay;

import io.simpleflow.TaskFailedException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.history.TimerState;
import io.simpleflow.spi.SwfNames;
import io.simpleflow.spi.SwfSeconds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The timers of one execution. One that the service refuses for now is asked for again: when
 * another has ended if there are too many, after a pause if they come too fast. Not thread-safe.
 */
final class ReplayTimers {
  private final Outbox outbox;
  private final Map<String, Running> running = new HashMap<>();
  private final List<Decision.StartTimer> tooFast = new ArrayList<>();
  private final Refusals refusals = new Refusals();

  /** What became of each that the author's code has started, by id. */
  private final Map<String, TimerState> known = new HashMap<>();

  /** A timer that was asked for and has not ended. */
  private static final class Running {
    private final Decision.StartTimer decision;
    private final Runnable onStarted;
    private final Runnable onFired;
    private final Consumer<TaskFailedException> onRefused;

    /** Before this, an event of its id is of an earlier timer. */
    private boolean started;

    Running(
        Decision.StartTimer decision,
        Runnable onStarted,
        Runnable onFired,
        Consumer<TaskFailedException> onRefused) {
      this.decision = decision;
      this.onStarted = onStarted;
      this.onFired = onFired;
      this.onRefused = onRefused;
    }
  }

  ReplayTimers(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Starts a timer.
   *
   * @param onFired called when its time has passed
   * @param onRefused called if the service will not have it
   */
  void start(
      Decision.StartTimer decision, Runnable onFired, Consumer<TaskFailedException> onRefused) {
    start(decision, () -> {}, onFired, onRefused);
  }

  /**
   * As the other.
   *
   * @param onStarted called when it runs
   */
  void start(
      Decision.StartTimer decision,
      Runnable onStarted,
      Runnable onFired,
      Consumer<TaskFailedException> onRefused) {
    running.put(decision.timerId(), new Running(decision, onStarted, onFired, onRefused));
    outbox.add(decision);
  }

  /** The timer that last had an id, as far as events have told of it. */
  Optional<TimerState> details(String timerId) {
    return Optional.ofNullable(known.get(timerId));
  }

  boolean isRunning(String timerId) {
    return running.containsKey(timerId);
  }

  /** Cancels a timer, unless it has fired. */
  void cancel(String timerId) {
    Running timer = running.remove(timerId);
    if (timer == null) {
      return;
    } else if (tooFast.remove(timer.decision)) {
      outbox.timerEnded(timerId);
    } else if (!outbox.withdraw(timer.decision)) {
      outbox.add(new Decision.CancelTimer(timerId));
    }
  }

  void apply(TimerEvent event) {
    remember(event);
    if (event instanceof TimerEvent.TimerStarted started) {
      apply(started);
    } else if (event instanceof TimerEvent.TimerFired fired) {
      apply(fired);
    } else if (event instanceof TimerEvent.TimerCanceled canceled) {
      outbox.timerEnded(canceled.timerId());
    } else if (event instanceof TimerEvent.StartTimerFailed refused) {
      apply(refused);
    }
    // A timer that could not be cancelled has fired: another event says so.
  }

  private void remember(TimerEvent event) {
    if (event instanceof TimerEvent.TimerStarted e) {
      if (!SwfNames.isReserved(e.timerId())) {
        known.put(
            e.timerId(), new TimerState(e.timerId(), TimerState.Status.STARTED, e, null, null));
      }
    } else if (event instanceof TimerEvent.StartTimerFailed e) {
      TimerState before = known.get(e.timerId());
      if (!SwfNames.isReserved(e.timerId()) && (before == null || !before.isOpen())) {
        known.put(
            e.timerId(),
            new TimerState(e.timerId(), TimerState.Status.START_FAILED, null, e, null));
      }
    } else if (event instanceof TimerEvent.TimerFired e) {
      remember(e.timerId(), TimerState.Status.FIRED, e);
    } else if (event instanceof TimerEvent.TimerCanceled e) {
      remember(e.timerId(), TimerState.Status.CANCELED, e);
    } else if (event instanceof TimerEvent.CancelTimerFailed e) {
      known.computeIfPresent(
          e.timerId(),
          (id, before) ->
              new TimerState(id, before.status(), before.started(), before.outcome(), e));
    }
  }

  private void remember(String timerId, TimerState.Status status, TimerEvent outcome) {
    known.computeIfPresent(
        timerId,
        (id, before) ->
            new TimerState(id, status, before.started(), outcome, before.cancelFailure()));
  }

  private void apply(TimerEvent.TimerStarted event) {
    Running timer = running.get(event.timerId());
    if (timer != null) {
      refusals.reset();
      timer.started = true;
      timer.onStarted.run();
    }
  }

  private void apply(TimerEvent.TimerFired event) {
    outbox.timerEnded(event.timerId());
    if (event.timerId().equals(Outbox.PAUSE_TIMER)) {
      askAgain();
      return;
    }
    Running timer = running.get(event.timerId());
    if (timer != null && timer.started) {
      running.remove(event.timerId());
      timer.onFired.run();
    }
  }

  private void apply(TimerEvent.StartTimerFailed event) {
    Running timer = running.get(event.timerId());
    if (timer == null) {
      outbox.timerEnded(event.timerId());
      askAgain(); // Where not even the pause can be had.
      return;
    }
    switch (event.cause()) {
      case "OPEN_TIMERS_LIMIT_EXCEEDED" -> outbox.holdBack(timer.decision);
      case "TIMER_CREATION_RATE_EXCEEDED" -> askLater(timer.decision);
      default -> {
        outbox.timerEnded(event.timerId());
        running.remove(event.timerId());
        timer.onRefused.accept(
            new TaskFailedException(
                event.timerId(), event.cause(), Optional.empty(), Optional.empty()));
      }
    }
  }

  private void askLater(Decision.StartTimer decision) {
    if (tooFast.isEmpty()) {
      outbox.add(new Decision.StartTimer(Outbox.PAUSE_TIMER, null, SwfSeconds.of(refusals.next())));
    }
    tooFast.add(decision);
  }

  private void askAgain() {
    tooFast.forEach(outbox::addAgain);
    tooFast.clear();
  }
}
