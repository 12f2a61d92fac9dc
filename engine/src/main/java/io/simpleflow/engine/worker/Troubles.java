package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a service that cannot be used: a line for each thing that is wrong, however many threads
 * meet it and however often, and a line when the first of them goes on. Thread-safe.
 */
final class Troubles {
  private static final Logger LOGGER = LoggerFactory.getLogger(Troubles.class);

  /** For {@link #failed}. */
  static final String FOR_EVER = "until it works";

  /** What a failure says may differ each time; more than these lines would tell nothing new. */
  private static final int MOST_LINES = 20;

  /** Where some calls fail and some do not, the same two lines would follow each other for ever. */
  private static final Duration SAID_LATELY = Duration.ofMinutes(1);

  /** Words such as ids of requests and times of day, which differ in each line of the same kind. */
  private static final Pattern PASSING = Pattern.compile("\\b(?=[\\w-]*\\d)[\\w-]{8,}");

  private final Consumer<StoreException> onBrokenStore;
  private final LongSupplier nanoTime;
  private final Set<Object> affected = new HashSet<>();
  private final Map<String, Long> told = new HashMap<>();
  private long since;
  private boolean isOver = true;
  private boolean isToldOf;
  private int replacedThreads;
  private volatile boolean any;

  /** Passes a broken store on, which no retry mends. */
  Troubles(Consumer<StoreException> onBrokenStore) {
    this(onBrokenStore, System::nanoTime);
  }

  Troubles(Consumer<StoreException> onBrokenStore, LongSupplier nanoTime) {
    this.onBrokenStore = onBrokenStore;
    this.nanoTime = nanoTime;
  }

  /**
   * Says that a call has failed for someone, who tries again.
   *
   * @param attempts for how long it is tried, such as {@link #FOR_EVER}
   */
  synchronized void failed(Object who, SimpleflowException failure, String attempts) {
    if (isOver) {
      since = nanoTime.getAsLong();
      isOver = false;
    }
    affected.add(who);
    any = true;
    String line = String.valueOf(failure.getMessage());
    if (isNews(line)) {
      LOGGER.warn("{}; trying again {}", line, attempts);
      isToldOf = true;
    }
    LOGGER.debug("where it was", failure);
  }

  /** Says that a mistake in the code was met by a thread, which takes the next task. */
  synchronized void unexpected(String thread, RuntimeException failure) {
    if (isNews(failure.toString())) {
      LOGGER.error(
          "{} met {} and goes on; the log at level DEBUG shows where", thread, failure.toString());
    }
    LOGGER.debug("where it was", failure);
  }

  private boolean isNews(String line) {
    long now = nanoTime.getAsLong();
    // What was told before it worked last may be told again, but not at once.
    told.values().removeIf(before -> since - before > 0 && now - before > SAID_LATELY.toNanos());
    return told.size() < MOST_LINES
        && told.putIfAbsent(PASSING.matcher(line).replaceAll("…"), now) == null;
  }

  /** Says that a call has succeeded for someone. */
  void worked(Object who) {
    if (any) {
      leave(who, true);
    }
  }

  /** Says that someone does not try again. */
  void left(Object who) {
    if (any) {
      leave(who, false);
    }
  }

  private synchronized void leave(Object who, boolean works) {
    if (!affected.remove(who)) {
      return;
    }
    any = !affected.isEmpty();
    if (works || !any) {
      isOver = true;
    }
    if (works && isToldOf) {
      isToldOf = false;
      LOGGER.warn("it works again, after {} s", (nanoTime.getAsLong() - since) / 1_000_000_000);
    }
  }

  void brokenStore(StoreException broken) {
    onBrokenStore.accept(broken);
  }

  /** Says that a thread has died and another takes its place. */
  synchronized void replaced(String thread, Error death) {
    replacedThreads++;
    LOGGER.error(
        "{} died of {}; a new thread takes its place (replaced so far: {})",
        thread,
        death.toString(),
        replacedThreads);
    LOGGER.debug("where it was", death);
  }

  synchronized int replacedThreads() {
    return replacedThreads;
  }
}
