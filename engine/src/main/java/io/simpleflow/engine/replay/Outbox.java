package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ServiceLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the code has asked for and the history has not recorded yet, in the order of asking; markers
 * go before everything else, so that what they record is never younger than what follows from it.
 *
 * <p>Keeps the service's limits: what does not fit into one answer follows in the next, which a
 * zero-second timer brings about at once; activities and timers over the number that may be open
 * wait until one ends. Compares what is asked with what is recorded: the check for determinism.
 *
 * <p>Not thread-safe; one per execution.
 */
final class Outbox {
  /** The original's name of the timer that brings about the next decision. */
  static final String WAKE_UP_TIMER = "_simpleflow_wake_up_timer";

  /** The timer after which refused timers are asked for again. */
  static final String PAUSE_TIMER = "_simpleflow_refused_timers";

  private static final Decision.StartTimer WAKE_UP =
      new Decision.StartTimer(WAKE_UP_TIMER, null, "0");

  /** SWF's limit of open children; see also its causes of refusal. */
  private static final int MOST_CHILDREN = 1_000;

  private final ServiceLimits limits;
  private final Deque<Decision> markers = new ArrayDeque<>();
  private final Deque<Decision> asked = new ArrayDeque<>();
  private final Gate activities;
  private final Gate timers;
  private final Gate children = new Gate(MOST_CHILDREN);
  private final Gate lambdas = new Gate(Integer.MAX_VALUE);

  /** Markers that a decision has written which counts as never made; see {@link #recordedAhead}. */
  private final List<Command> ahead = new ArrayList<>();

  /** How many of {@code asked}, from the head, the last decision was to answer with. */
  private int askedDue;

  private int markersDue;

  private boolean wakeUpRunning;
  private boolean wakeUpRecorded;
  private boolean wakeUpWanted;

  Outbox(ServiceLimits limits) {
    this.limits = limits;
    activities = new Gate(limits.openActivities());
    timers = new Gate(limits.openTimers() - 2); // For the wake-up and the pause.
  }

  void add(Decision decision) {
    Gate gate = gate(decision);
    if (gate != null) {
      gate.enter(decision);
    } else if (!(decision instanceof Decision.RecordMarker)) {
      asked.add(decision);
    } else if (!ahead.remove(Command.of(decision))) {
      markers.add(decision);
    }
  }

  /** What counts those of its kind that are open, or null for what is done at once. */
  private @Nullable Gate gate(Decision decision) {
    if (decision instanceof Decision.ScheduleActivityTask) {
      return activities;
    } else if (decision instanceof Decision.StartTimer timer) {
      return isOwn(timer.timerId()) ? null : timers;
    } else if (decision instanceof Decision.StartChildWorkflowExecution) {
      return children;
    }
    return decision instanceof Decision.ScheduleLambdaFunction ? lambdas : null;
  }

  /**
   * Takes note of a marker that is in the history although the decision that wrote it counts as
   * never made: when the code asks for it, it is not written again.
   */
  void recordedAhead(Command marker) {
    ahead.add(marker);
  }

  private static boolean isOwn(String timerId) {
    return timerId.equals(WAKE_UP_TIMER) || timerId.equals(PAUSE_TIMER);
  }

  /** Asks once more for what the service has refused and still counts as open here. */
  void addAgain(Decision decision) {
    asked.add(decision);
  }

  /** Asks once more for a timer that was refused because too many run: when one has ended. */
  void holdBack(Decision.StartTimer decision) {
    timers.holdBack(decision);
  }

  /** Takes back what was not sent yet, and says whether it could. */
  boolean withdraw(Decision decision) {
    Gate gate = gate(decision);
    if (gate != null && gate.waiting.remove(decision)) {
      return true;
    }
    int position = 0;
    for (Iterator<Decision> each = asked.iterator(); each.hasNext(); ) {
      // What is due was sent: that the history has not recorded it yet does not matter.
      if (each.next().equals(decision) && position >= askedDue) {
        each.remove();
        leave(gate);
        return true;
      }
      position++;
    }
    return false;
  }

  /** Says that an attempt which this decision asked for has ended, or will never begin. */
  void ended(Decision decision) {
    leave(gate(decision));
  }

  private static void leave(@Nullable Gate gate) {
    if (gate != null) {
      gate.leave();
    }
  }

  void activityEnded() {
    activities.leave();
  }

  void timerEnded(String timerId) {
    if (timerId.equals(WAKE_UP_TIMER)) {
      wakeUpRunning = false;
    } else if (!isOwn(timerId)) {
      timers.leave();
    }
  }

  /**
   * Gives up everything that the end of the execution makes pointless.
   *
   * @return the decisions that were asked for and are never sent now
   */
  List<Decision> dropForClose() {
    List<Decision> dropped = new ArrayList<>();
    for (Gate gate : List.of(activities, timers, children, lambdas)) {
      dropped.addAll(gate.waiting);
      gate.waiting.clear();
    }
    List<Decision> unsent = asked.stream().filter(decision -> !outlives(decision)).toList();
    asked.removeIf(decision -> !outlives(decision));
    unsent.forEach(this::ended); // Or the pause before the next close might find no room.
    dropped.addAll(unsent);
    return dropped;
  }

  /** Whether a decision matters to others than the execution that makes it. */
  private static boolean outlives(Decision decision) {
    return decision instanceof Decision.SignalExternalWorkflowExecution
        || decision instanceof Decision.RequestCancelExternalWorkflowExecution
        || decision instanceof Decision.StartChildWorkflowExecution;
  }

  /**
   * Asks for the close, which stands alone: with something left to send, that is sent first, and
   * the close asked for again at the decision that a timer then brings about. Markers go with it,
   * or a replay of this decision would not know what they record.
   */
  void closeWith(Decision closing) {
    if (asked.isEmpty()) {
      asked.add(closing);
    } else {
      wakeUp();
    }
  }

  /** Lets a timer bring about the next decision, whatever else happens. */
  void wakeUp() {
    wakeUpWanted = true;
  }

  /** Whether a decision is among those asked for now. */
  boolean answersWith(Decision decision) {
    return asked.contains(decision);
  }

  /**
   * How many events the history may get before the next decision but one at most: those of what is
   * sent now, and of all that is open.
   */
  int eventsToCome() {
    int sent = Math.min(limits.decisionsPerResponse(), markers.size() + asked.size());
    return sent + 2 * activities.open + timers.open + 2 * children.open + 2 * lambdas.open;
  }

  /** How many activities and timers have not ended, or not even begun. */
  int tasksToEnd() {
    return activities.toEnd() + timers.toEnd() + children.toEnd() + lambdas.toEnd();
  }

  /** How many events these have yet to get by themselves: scheduled, started, ended. */
  int eventsOfTasks() {
    return 2 * activities.open
        + 3 * activities.waiting.size()
        + timers.open
        + 2 * timers.waiting.size()
        + 2 * (children.open + lambdas.open)
        + 3 * (children.waiting.size() + lambdas.waiting.size());
  }

  /** Whether nothing is under way or asked for. */
  boolean isIdle() {
    return tasksToEnd() == 0 && asked.isEmpty() && markers.isEmpty();
  }

  /** Whether all that is asked for now is recorded at once, and no event will follow from it. */
  boolean leavesNothingOpen() {
    return asked.stream().allMatch(Decision.CancelTimer.class::isInstance)
        && tasksToEnd() == asked.size();
  }

  /** Says that the code is about to run: what was due and is still here has had no room. */
  void deciding() {
    wakeUpWanted = false;
    markersDue = 0;
    askedDue = 0;
  }

  /** Says that the code has run: all that is asked for now is due. */
  void decided() {
    markersDue = markers.size();
    askedDue = asked.size();
    wakeUpRecorded = wakeUpRunning;
  }

  /** As much of what is due as fits into one answer. */
  List<Decision> batch() {
    List<Decision> batch = new ArrayList<>(markers.size() + asked.size() + 1);
    batch.addAll(markers);
    batch.addAll(asked);
    int fitting = fitting(batch);
    boolean isWakeUpWanted = wakeUpWanted || fitting < batch.size();
    batch.subList(fitting, batch.size()).clear();
    if (isWakeUpWanted && !wakeUpRunning && !batch.contains(WAKE_UP)) {
      batch.add(WAKE_UP);
    }
    return List.copyOf(batch);
  }

  /** How many of the decisions that are due fit, beside the wake-up if that is wanted. */
  private int fitting(List<Decision> due) {
    int characters = 0;
    for (int i = 0; i < due.size(); i++) {
      characters += DecisionSize.of(due.get(i));
      boolean last = i == due.size() - 1 && !wakeUpWanted;
      int room = limits.decisionsPerResponse() - (last ? 0 : 1);
      if (i >= room || (characters > limits.responseCharacters() && i > 0)) {
        return i;
      }
    }
    return due.size();
  }

  /**
   * Compares a recorded decision with the next one asked for.
   *
   * @return what differs, or empty if they agree
   */
  Optional<String> match(HistoryEvent event, Command recorded) {
    if (recorded.kind().equals(Command.TIMER) && WAKE_UP_TIMER.equals(recorded.id())) {
      wakeUpRunning = recorded.content() != null;
      wakeUpRecorded = true;
      return Optional.empty();
    }
    boolean marker = recorded.verb().equals(Command.RECORD);
    Deque<Decision> queue = marker ? markers : asked;
    if ((marker ? markersDue : askedDue) == 0) {
      return Optional.of(
          "event %d (%s) records: %s; but the code asks for nothing more"
              .formatted(event.id(), event.type().wireName(), recorded));
    }
    Command wanted = Command.of(queue.element());
    if (!wanted.agreesWith(recorded)) {
      return Optional.of(
          "event %d (%s) records: %s; but the code asks to: %s"
              .formatted(event.id(), event.type().wireName(), recorded, wanted));
    }
    queue.remove();
    if (marker) {
      markersDue--;
    } else {
      askedDue--;
    }
    return Optional.empty();
  }

  /** What the last decision should have recorded and did not, if anything. */
  Optional<String> missing() {
    if (markersDue + askedDue == 0 || wakeUpRecorded) {
      return Optional.empty();
    }
    return Optional.of(
        "the code asks to: %s; but the history does not record it"
            .formatted(Command.of((markersDue > 0 ? markers : asked).element())));
  }

  /** Lets so many decisions of one kind through and holds back the others. */
  private final class Gate {
    private final int limit;
    private final Deque<Decision> waiting = new ArrayDeque<>();
    private int open;

    Gate(int limit) {
      this.limit = limit;
    }

    void enter(Decision decision) {
      if (open < limit) {
        open++;
        asked.add(decision);
      } else {
        waiting.add(decision);
      }
    }

    void holdBack(Decision decision) {
      open--;
      if (open == 0) {
        enter(decision);
      } else {
        waiting.addFirst(decision);
      }
    }

    int toEnd() {
      return open + waiting.size();
    }

    void leave() {
      open--;
      if (!waiting.isEmpty()) {
        enter(waiting.remove());
      }
    }
  }
}
