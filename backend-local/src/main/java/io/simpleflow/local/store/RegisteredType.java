package io.simpleflow.local.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A registered workflow or activity type.
 *
 * @param <T> the kind of its defaults
 * @param defaults its name, version and what falls back on them
 * @param description at most 1,024 characters
 * @param created when it was registered
 * @param deprecated when it was deprecated, if it is
 */
public record RegisteredType<T>(
    T defaults, Optional<String> description, Instant created, Optional<Instant> deprecated) {

  /** This type, deprecated or not. */
  public RegisteredType<T> withDeprecated(Optional<Instant> when) {
    return new RegisteredType<>(defaults, description, created, when);
  }
}
