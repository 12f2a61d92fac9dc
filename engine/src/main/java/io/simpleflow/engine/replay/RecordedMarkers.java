package io.simpleflow.engine.replay;

import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.MarkerEvent;
import io.simpleflow.spi.DataConverter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of side effects and the versions of changes that a history records as markers. Looked
 * up ahead of the event: the code needs the value before the marker's place is reached.
 */
final class RecordedMarkers {
  static final String SIDE_EFFECT = "_simpleflow_side_effect";
  static final String VERSION = "_simpleflow_version";

  /** A side effect: its number, counted in program order, and its value as JSON. */
  record SideEffect(int number, String value) {}

  /** The version of a change that an execution runs. */
  record Version(String changeId, int version) {}

  private final DataConverter converter;
  private final Map<Integer, String> sideEffects = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();

  RecordedMarkers(DataConverter converter) {
    this.converter = converter;
  }

  void read(HistoryEvent event) {
    if (!(event instanceof MarkerEvent.MarkerRecorded marker)) {
      return;
    }
    if (marker.markerName().equals(SIDE_EFFECT)) {
      SideEffect effect = details(marker, SideEffect.class);
      sideEffects.put(effect.number(), effect.value());
    } else if (marker.markerName().equals(VERSION)) {
      Version version = details(marker, Version.class);
      versions.put(version.changeId(), version.version());
    }
  }

  private <T> T details(MarkerEvent.MarkerRecorded marker, Class<T> type) {
    Object details = converter.fromJson(marker.details(), type);
    if (details == null) {
      throw new IllegalStateException("event " + marker.id() + " is a marker without details");
    }
    return type.cast(details);
  }

  Optional<String> sideEffect(int number) {
    return Optional.ofNullable(sideEffects.get(number));
  }

  Optional<Integer> version(String changeId) {
    return Optional.ofNullable(versions.get(changeId));
  }
}
