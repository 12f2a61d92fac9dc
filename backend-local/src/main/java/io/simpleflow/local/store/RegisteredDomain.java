package io.simpleflow.local.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A registered domain: executions and types of one do not see those of another.
 *
 * @param name 1 to 256 characters
 * @param description at most 1,024 characters
 * @param retentionDays for how many days a closed execution is kept; 0 and NONE mean that it is not
 * @param created when it was registered
 * @param deprecated when it was deprecated, if it is
 * @param tags resource tags, at most 50
 */
public record RegisteredDomain(
    String name,
    Optional<String> description,
    String retentionDays,
    Instant created,
    Optional<Instant> deprecated,
    Map<String, String> tags) {

  /** The domain of the local backend. */
  public static final String LOCAL = "local";

  /** A hundred years: what the local backend keeps is not for a server to throw away. */
  private static final String KEPT = "36500";

  /** Copies the tags. */
  public RegisteredDomain {
    tags = Map.copyOf(tags);
  }

  /** The domain of the local backend, whose executions are kept. */
  public static RegisteredDomain local(Instant created) {
    return new RegisteredDomain(
        LOCAL, Optional.of("the local backend's own"), KEPT, created, Optional.empty(), Map.of());
  }

  /** This domain, deprecated or not. */
  public RegisteredDomain withDeprecated(Optional<Instant> when) {
    return new RegisteredDomain(name, description, retentionDays, created, when, tags);
  }

  /** This domain with other tags. */
  public RegisteredDomain withTags(Map<String, String> newTags) {
    return new RegisteredDomain(name, description, retentionDays, created, deprecated, newTags);
  }
}
