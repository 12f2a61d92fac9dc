package io.simpleflow.local.store;

import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.spi.ExecutionFilter;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which executions to list, in which order, and from where on. The next page begins after the
 * position of the last execution of the one before, and so misses and repeats none that was there
 * all the time.
 *
 * @param filter which, and how many at most
 * @param order by which time they are ordered
 * @param oldestFirst whether the earliest comes first, and not the latest
 * @param after the position to begin after; empty for the start
 */
public record Listing(
    ExecutionFilter filter, Order order, boolean oldestFirst, Optional<Position> after) {

  /** By which time executions are ordered. */
  public enum Order {
    /** By the start. */
    STARTED,
    /** By the close, which only closed executions have; the others are left out. */
    CLOSED
  }

  /**
   * Where an execution stands in the order.
   *
   * @param time its start or close
   * @param key the store's key of it, for those of the same time
   */
  public record Position(Instant time, long key) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparing(Position::time).thenComparingLong(Position::key);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  /** Executions from the start, those started last first. */
  public static Listing of(ExecutionFilter filter) {
    return new Listing(filter, Order.STARTED, false, Optional.empty());
  }

  /** The position of an execution; empty if it has none in this order. */
  public Optional<Position> position(StoredExecution execution) {
    ExecutionInfo info = execution.info();
    Optional<Instant> time =
        order == Order.STARTED ? Optional.of(info.startTimestamp()) : info.closeTimestamp();
    return time.map(found -> new Position(found, execution.key()));
  }
}
