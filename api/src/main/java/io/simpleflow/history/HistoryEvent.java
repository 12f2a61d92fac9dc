package io.simpleflow.history;

import java.time.Instant;

/**
 * One event of an execution's history, as SWF records it.
 *
 * <p>There is one record per event type, named as SWF names it, with SWF's members as components.
 * An optional member that is absent is null, absent tags are an empty list, and a reference to
 * another event is 0 where SWF sends 0. Timeouts are SWF's strings: whole seconds, or "NONE".
 * Causes and timeout types are SWF's texts. Immutable.
 */
public sealed interface HistoryEvent
    permits ActivityEvent,
        ChildEvent,
        DecisionTaskEvent,
        ExecutionEvent,
        ExternalEvent,
        LambdaEvent,
        MarkerEvent,
        TimerEvent {

  /** Returns SWF's {@code eventId}: 1 for the first event of an execution, then without gaps. */
  long id();

  /** Returns when it happened, to the millisecond. */
  Instant timestamp();

  /** Returns which event this is; never anything but the constant of this record's class. */
  default EventType type() {
    return EventType.of(this);
  }
}
