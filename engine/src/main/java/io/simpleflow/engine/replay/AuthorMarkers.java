package io.simpleflow.engine.replay;

import io.simpleflow.Marker;
import io.simpleflow.history.MarkerEvent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The markers that the author's code writes and reads. Not thread-safe. */
final class AuthorMarkers {
  private final ReplaySettings settings;
  private final Outbox outbox;

  AuthorMarkers(ReplaySettings settings, Outbox outbox) {
    this.settings = settings;
    this.outbox = outbox;
  }

  /** Writes a marker, unless there is one of this name with these details. */
  void record(String name, @Nullable Object details) {
    throw new UnsupportedOperationException();
  }

  /** Those that the history holds, oldest first. */
  List<Marker> all() {
    throw new UnsupportedOperationException();
  }

  <T> Optional<T> value(String name, Type type) {
    throw new UnsupportedOperationException();
  }

  void apply(MarkerEvent.MarkerRecorded event) {}
}
