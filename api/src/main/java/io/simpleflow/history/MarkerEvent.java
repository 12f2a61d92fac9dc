package io.simpleflow.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Markers: notes that a decider writes into the history. */
public sealed interface MarkerEvent extends HistoryEvent {

  /** A marker was written. */
  record MarkerRecorded(
      long id,
      Instant timestamp,
      String markerName,
      @Nullable String details,
      long decisionTaskCompletedEventId)
      implements MarkerEvent {}

  /** A {@link Decision.RecordMarker} was refused. */
  record RecordMarkerFailed(
      long id,
      Instant timestamp,
      String markerName,
      String cause,
      long decisionTaskCompletedEventId)
      implements MarkerEvent {}
}
