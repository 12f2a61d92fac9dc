package io.simpleflow.inline;

import io.simpleflow.Marker;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.SwfNames;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The markers of one execution: the author's, and those beside them. Not thread-safe. */
final class InlineMarkers {
  /** How the names of markers begin that are not the author's. */
  private static final String OWN = "_simpleflow_";

  private final DataConverter converter;
  private final InlineHistory history;
  private final Map<String, Integer> versions = new HashMap<>();
  private int sideEffectCount;

  InlineMarkers(DataConverter converter, InlineHistory history) {
    this.converter = converter;
    this.history = history;
  }

  /** Runs code and keeps what it returns. */
  @SuppressWarnings({"unchecked", "NullAway"}) // The type, null included, is the code's own.
  <T extends @Nullable Object> T sideEffect(Type type, Callable<T> code) {
    String value;
    try {
      value = converter.toJson(code.call());
    } catch (SimpleflowException passedOn) {
      throw passedOn;
    } catch (Exception failure) {
      throw new SimpleflowException("a side effect failed: " + failure, failure);
    }
    Map<String, ?> details = Map.of("number", ++sideEffectCount, "value", value);
    write(OWN + "side_effect", converter.toJson(details));
    return (T) converter.fromJson(value, type);
  }

  /** The version of a change that the execution runs. */
  int version(String changeId, int minimum, int maximum) {
    int version =
        versions.computeIfAbsent(
            changeId,
            first -> {
              Map<String, ?> details = Map.of("changeId", changeId, "version", maximum);
              write(OWN + "version", converter.toJson(details));
              return maximum;
            });
    if (version < minimum || version > maximum) {
      throw new NonDeterminismException(
          "the execution runs version %d of '%s', which is not within %d and %d"
              .formatted(version, changeId, minimum, maximum));
    }
    return version;
  }

  /** Writes a marker of the author's, unless there is one of this name with these details. */
  void record(String name, @Nullable Object details) {
    SwfNames.requireText("marker name", name);
    SwfNames.requireUnreserved("marker name", name);
    String json = details == null ? null : converter.toJson(details);
    int limit = ServiceLimits.swf().dataCharacters();
    if (json != null && json.length() > limit) {
      throw new SerializationException(
          "the details of marker %s are %,d characters of JSON; at most %,d are allowed: record a reference to large data"
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
        .filter(marker -> !SwfNames.isReserved(marker.markerName()))
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
