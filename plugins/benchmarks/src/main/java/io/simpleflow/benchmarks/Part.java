package io.simpleflow.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What is measured, each in a JVM of its own. */
enum Part {
  PEER("the local backend in memory, beside Temporal", "2g", true, () -> new Activities(true)),
  REPLAY("replay, beside Temporal", "2g", true, Replay::new),
  SQLITE("the local backend in a file, beside SQLite itself", "2g", true, SqliteActivities::new),
  STICKY("a decision by the length of the history", "2g", true, StickyDecision::new),
  SERVER("through simpleflow server over HTTP", "1g", true, Server::new),
  LAUNCH("a whole process", "256m", true, Launcher::new),
  RELAY("1,000,000 activities by continue-as-new", "512m", true, Relay::new),
  SLEEPERS("100,000 executions asleep", "512m", true, Sleepers::new),
  CROWD("a server with 10,000 executions and 1,000 long polls", "1g", true, Crowd::new),
  MICRO("single steps, by JMH", "2g", true, MicroBenchmarks::new),
  MEMORY("as peer, without the peer", "2g", false, () -> new Activities(false));

  private final String description;
  private final String heap;
  private final boolean reported;

  @SuppressWarnings("ImmutableEnumChecker") // A constructor changes nothing.
  private final Supplier<Measurement> measurement;

  Part(String description, String heap, boolean reported, Supplier<Measurement> measurement) {
    this.description = description;
    this.heap = heap;
    this.reported = reported;
    this.measurement = measurement;
  }

  String description() {
    return description;
  }

  /** The most that its heap may take. */
  String heap() {
    return heap;
  }

  /** What measures it. */
  Measurement measurement() {
    return measurement.get();
  }

  /** The name that a command knows it by. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those that a report of everything has. */
  static List<Part> reported() {
    return Arrays.stream(values()).filter(part -> part.reported).toList();
  }

  /**
   * The part of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Part of(String title) {
    return Arrays.stream(values())
        .filter(part -> part.title().equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no part '%s'; there are %s"
                        .formatted(
                            title,
                            String.join(", ", Arrays.stream(values()).map(Part::title).toList()))));
  }
}
