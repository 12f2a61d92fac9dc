package io.simpleflow.engine.replay;

import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.HistoryEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way through a history, event by event, and at its decisions strand by strand.
 *
 * <p>At decisions of the past the thread of the workflow's code walks on by itself while the code
 * waits: handing over to the thread that makes the new decision, and back, would take longer than
 * all else at such a decision. One of the two walks at a time, as the {@link Coroutine} of the code
 * hands over.
 */
final class Walk {
  private final Strands strands;
  private final Execution execution;
  private final BooleanSupplier isToStop;
  private List<HistoryEvent> events = List.of();
  private int next;
  private boolean decidesAtEnd;
  private long lastEventId;

  /** Whether the strands are taking their turns at a decision. */
  private boolean deciding;

  private boolean replaying;
  private @Nullable BlockedThreadDetector detector;

  /** What the thread of the code watches the other strands with. */
  private @Nullable BlockedThreadDetector detectorOfCode;

  /** What has ended the walk on the thread of the code. */
  private @Nullable Throwable thrownOnCode;

  /** What walks. */
  interface Execution {
    /** Takes in an event. */
    void see(HistoryEvent event);

    /** Whether the history shows that the decision which begins with this event was made. */
    boolean wasMade(DecisionTaskStarted started);

    /** Prepares for the strands to take turns. */
    void beginDecision(DecisionTaskStarted started, boolean replayed);

    /** No strand can go on. Returns whether hooks of the author's have been asked, so one may. */
    boolean lookAgain(boolean replayed);

    /** The strands have had their turns. */
    void endDecision(boolean replayed);

    /** Whether no strand is to have another turn at this decision. */
    boolean isToStop();

    /**
     * Called when no strand will have another turn.
     *
     * @throws RuntimeException if the code is not fit to go on
     */
    void check();
  }

  Walk(Strands strands, Execution execution) {
    this.strands = strands;
    this.execution = execution;
    this.isToStop = execution::isToStop;
  }

  /** The id of the last event seen; 0 before the first. */
  long lastEventId() {
    return lastEventId;
  }

  /**
   * Has the strands watched.
   *
   * @param newDetector makes a detector of blocked threads
   */
  void watchWith(Supplier<BlockedThreadDetector> newDetector) {
    detector = newDetector.get();
    detectorOfCode = newDetector.get();
  }

  /**
   * Walks to the end of some events.
   *
   * @param newEvents what follows the last event seen; events seen before are skipped
   * @param decideAtEnd whether the last of them, a DecisionTaskStarted, begins a new decision
   */
  void to(List<HistoryEvent> newEvents, boolean decideAtEnd) {
    events = newEvents;
    next = 0;
    decidesAtEnd = decideAtEnd;
    try {
      boolean unused = on(false);
    } finally {
      events = List.of(); // The execution may be parked for long.
      next = 0;
    }
  }

  /**
   * Walks on while the code waits, on its own thread.
   *
   * @return whether the code may go on
   */
  boolean onCode() {
    detector(false).pause();
    try {
      if (!on(true)) {
        return false;
      }
    } catch (RuntimeException | Error thrown) {
      thrownOnCode = thrown; // The code must not catch it.
      return false;
    }
    detector(false).begin();
    return true;
  }

  /**
   * Walks on from wherever the walk is.
   *
   * @param onCode whether this is the thread of the code, which waits
   * @return whether the code may go on on this thread; if not, this thread has nothing left to do
   */
  private boolean on(boolean onCode) {
    strands.decideHere();
    while (true) {
      if (!deciding) {
        if (next == events.size() || (onCode && isNewDecision(events.get(next)))) {
          return false;
        }
        step(events.get(next++));
      } else if (onCode && !replaying) {
        return false;
      } else {
        Optional<Strand> strand = strands.next(detector(onCode), isToStop);
        if (onCode && strand.isPresent() && strands.isCode(strand.get())) {
          return true;
        } else if (strand.isPresent()) {
          strands.resume(strand.get(), detector(onCode));
          strands.decideHere(); // The code's thread may have walked meanwhile.
          throwWhatWasThrownOnCode();
        } else if (execution.isToStop() || !execution.lookAgain(replaying)) {
          deciding = false;
          execution.check();
          execution.endDecision(replaying);
        }
      }
    }
  }

  private BlockedThreadDetector detector(boolean onCode) {
    return Objects.requireNonNull(onCode ? detectorOfCode : detector);
  }

  private boolean isNewDecision(HistoryEvent event) {
    return decidesAtEnd && event == events.get(events.size() - 1);
  }

  private void step(HistoryEvent event) {
    if (event.id() <= lastEventId) {
      return;
    } else if (event.id() != lastEventId + 1) {
      throw new IllegalArgumentException(
          "event %d follows event %d".formatted(event.id(), lastEventId));
    }
    lastEventId = event.id();
    execution.see(event);
    if (event instanceof DecisionTaskStarted started) {
      boolean isNew = isNewDecision(event);
      if (isNew || execution.wasMade(started)) {
        deciding = true;
        replaying = !isNew;
        strands.beginTurns();
        execution.beginDecision(started, replaying);
      }
    }
  }

  private void throwWhatWasThrownOnCode() {
    if (thrownOnCode instanceof RuntimeException exception) {
      throw exception;
    } else if (thrownOnCode instanceof Error error) {
      throw error;
    }
  }
}
