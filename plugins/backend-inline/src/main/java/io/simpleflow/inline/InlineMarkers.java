package io.simpleflow.inline;

import io.simpleflow.Marker;
import io.simpleflow.SerializationException;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ServiceLimits;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The markers of one execution: the author's, and those beside them. Not thread-safe. */
final class InlineMarkers {
  /** How the names of markers begin that are not the author's. */
  private static final String OWN = "_simpleflow_";

  private static final int LONGEST_NAME = 256;

  private final DataConverter converter;
  private final InlineHistory history;

  InlineMarkers(DataConverter converter, InlineHistory history) {
    this.converter = converter;
    this.history = history;
  }

  /** Writes a marker that is not the author's. */
  void recordOwn(String name, Object details) {
    write(OWN + name, converter.toJson(details));
  }

  /** Writes a marker of the author's, unless there is one of this name with these details. */
  void record(String name, @Nullable Object details) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.startsWith(OWN)) {
      throw new IllegalArgumentException(
          "a marker's name has 1 to %d characters and does not begin with %s: '%s'"
              .formatted(LONGEST_NAME, OWN, name));
    }
    String json = details == null ? null : converter.toJson(details);
    int limit = ServiceLimits.swf().dataCharacters();
    if (json != null && json.length() > limit) {
      throw new SerializationException(
          "the details of marker %s are %,d characters of JSON; at most %,d are allowed"
              .formatted(name, json.length(), limit));
    }
    boolean known =
        history.folded().markers().stream()
            .anyMatch(
                marker ->
                    marker.markerName().equals(name) && Objects.equals(marker.details(), json));
    if (!known) {
      write(name, json);
    }
  }

  private void write(String name, @Nullable String details) {
    long decision = history.decision();
    history.append((id, time) -> new MarkerRecorded(id, time, name, details, decision));
  }

  /** The author's, oldest first. */
  List<Marker> all() {
    return history.folded().markers().stream()
        .filter(marker -> !marker.markerName().startsWith(OWN))
        .map(
            marker ->
                new Marker(
                    marker.markerName(),
                    marker.details(),
                    converter.fromJson(marker.details(), Object.class),
                    marker.id(),
                    marker.timestamp()))
        .toList();
  }

  /** The details of the last marker of a name. */
  @SuppressWarnings("unchecked") // The type is the one that T stands for.
  <T> Optional<T> value(String name, Type type) {
    List<Marker> named = all().stream().filter(marker -> marker.name().equals(name)).toList();
    return named.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable((T) converter.fromJson(named.get(named.size() - 1).details(), type));
  }
}
