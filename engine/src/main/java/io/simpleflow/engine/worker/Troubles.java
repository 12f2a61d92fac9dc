package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.StoreException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a service that cannot be used: a line for each thing that is wrong, however many threads
 * meet it and however often, and a line when all of them go on. Thread-safe.
 */
final class Troubles {
  private static final Logger LOGGER = LoggerFactory.getLogger(Troubles.class);

  /** What a failure says may differ each time; more than these lines would tell nothing new. */
  private static final int MOST_LINES = 20;

  /** Words such as ids of requests and times of day, which differ in each line of the same kind. */
  private static final Pattern PASSING = Pattern.compile("\\b(?=[\\w-]*\\d)[\\w-]{8,}");

  private final Consumer<StoreException> onBrokenStore;
  private final Set<Object> affected = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private long since;
  private int replacedThreads;
  private volatile boolean any;

  /** Passes a broken store on, which no retry mends. */
  Troubles(Consumer<StoreException> onBrokenStore) {
    this.onBrokenStore = onBrokenStore;
  }

  /** Says that a call has failed for someone, who tries again. */
  synchronized void failed(Object who, RuntimeException failure) {
    if (affected.isEmpty()) {
      since = System.nanoTime();
    }
    affected.add(who);
    any = true;
    String line =
        failure instanceof SimpleflowException
            ? String.valueOf(failure.getMessage())
            : failure.toString();
    if (told.size() < MOST_LINES && told.add(PASSING.matcher(line).replaceAll("…"))) {
      LOGGER.warn("{}; trying again until it works", line);
    }
    LOGGER.debug("where it was", failure);
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
    if (!affected.remove(who) || !affected.isEmpty()) {
      return;
    }
    any = false;
    told.clear();
    if (works) {
      LOGGER.warn("it works again, after {} s", (System.nanoTime() - since) / 1_000_000_000);
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
