package io.simpleflow.engine.replay;

import io.simpleflow.Marker;
import io.simpleflow.SerializationException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.MarkerEvent;
import io.simpleflow.spi.SwfNames;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The markers that the author's code writes and reads. Not thread-safe. */
final class AuthorMarkers {
  private final ReplaySettings settings;
  private final Outbox outbox;
  private final Set<Content> written = new HashSet<>();
  private final List<Marker> recorded = new ArrayList<>();

  /** What makes two markers the same. */
  private record Content(String name, @Nullable String details) {}

  AuthorMarkers(ReplaySettings settings, Outbox outbox) {
    this.settings = settings;
    this.outbox = outbox;
  }

  /**
   * Writes a marker, unless there is one of this name with these details.
   *
   * @throws IllegalArgumentException if the name is none for an author's marker
   * @throws SerializationException if the details cannot be written as JSON, or are too long
   */
  void record(String name, @Nullable Object details) {
    SwfNames.requireText("marker name", name);
    SwfNames.requireUnreserved("marker name", name);
    String json = details == null ? null : settings.converter().toJson(details);
    int limit = settings.limits().dataCharacters();
    if (json != null && json.length() > limit) {
      throw new SerializationException(
          "the details of marker %s are %,d characters of JSON; at most %,d are allowed: record a reference to large data"
              .formatted(name, json.length(), limit));
    }
    if (written.add(new Content(name, json))) {
      outbox.add(new Decision.RecordMarker(name, json));
    }
  }

  /** Those that the history holds, oldest first. */
  List<Marker> all() {
    return Collections.unmodifiableList(new ArrayList<>(recorded));
  }

  /** The details of the last marker of a name that has any. */
  <T> Optional<T> value(String name, Type type) {
    for (int i = recorded.size() - 1; i >= 0; i--) {
      Marker marker = recorded.get(i);
      if (marker.name().equals(name)) {
        return Optional.ofNullable(read(marker, type));
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // T is what the type says.
  private <T> @Nullable T read(Marker marker, Type type) {
    try {
      return (T) settings.converter().fromJson(marker.details(), type);
    } catch (SerializationException unreadable) {
      throw new SerializationException(
          "marker %s of event %d: %s"
              .formatted(marker.name(), marker.eventId(), unreadable.getMessage()),
          unreadable);
    }
  }

  void apply(MarkerEvent.MarkerRecorded event) {
    if (!SwfNames.isReserved(event.markerName())) {
      written.add(new Content(event.markerName(), event.details()));
      recorded.add(
          new Marker(
              event.markerName(),
              event.details(),
              settings.converter().fromJson(event.details(), Object.class),
              event.id(),
              event.timestamp()));
    }
  }
}
