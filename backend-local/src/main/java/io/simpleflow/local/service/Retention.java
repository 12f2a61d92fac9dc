package io.simpleflow.local.service;

import io.simpleflow.StoreException;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.Changes.DeleteExecution;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.Listing;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes closed executions that their domains keep no longer, now and then, on a thread of its
 * own. Thread-safe.
 */
final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Few at a time: others wait while they are deleted. */
  private static final int AT_A_TIME = 20;

  private static final long STOP_SECONDS = 10;

  private final Timekeeper timekeeper;
  private final Supplier<Collection<RegisteredDomain>> domains;
  private final Function<String, HistoryStore> stores;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          deletion -> {
            Thread created = new Thread(deletion, "simpleflow-retention");
            created.setDaemon(true);
            return created;
          });
  private Timekeeper.@Nullable Alarm alarm;
  private boolean closed;

  Retention(
      Timekeeper timekeeper,
      Supplier<Collection<RegisteredDomain>> domains,
      Function<String, HistoryStore> stores) {
    this.timekeeper = timekeeper;
    this.domains = domains;
    this.stores = stores;
  }

  /** Begins; the first deletion comes after a while. */
  synchronized void start() {
    if (!closed) {
      alarm = timekeeper.schedule(timekeeper.instant().plus(INTERVAL), this::onAlarm);
    }
  }

  private void onAlarm() {
    try {
      thread.execute(this::deleteAll);
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing more is deleted, because the domains are closed", e);
    }
  }

  private void deleteAll() {
    try {
      domains.get().forEach(this::delete);
    } catch (StoreException | IllegalStateException e) {
      LOG.warn("closed executions could not be deleted: {}", e.getMessage());
    } finally {
      start();
    }
  }

  private void delete(RegisteredDomain domain) {
    Instant lastToDelete = timekeeper.instant().minus(period(domain));
    HistoryStore store = stores.apply(domain.name());
    List<StoredExecution> old = store.list(closedUntil(lastToDelete));
    while (!old.isEmpty() && !Thread.currentThread().isInterrupted()) {
      store
          .write(
              Changes.of(
                  old.stream()
                      .map(execution -> new DeleteExecution(execution.key()))
                      .toArray(Changes.Upkeep[]::new)))
          .await();
      old = store.list(closedUntil(lastToDelete));
    }
  }

  private static Duration period(RegisteredDomain domain) {
    return domain.retentionDays().equals("NONE")
        ? Duration.ZERO
        : Duration.ofDays(Long.parseLong(domain.retentionDays()));
  }

  private static Listing closedUntil(Instant last) {
    ExecutionFilter all = ExecutionFilter.all().withStatus(ExecutionStatus.CLOSED);
    ExecutionFilter old =
        new ExecutionFilter(
            all.status(),
            all.workflowId(),
            all.typeName(),
            all.typeVersion(),
            all.tag(),
            all.closeStatus(),
            all.startedSince(),
            all.startedUntil(),
            all.closedSince(),
            Optional.of(last),
            AT_A_TIME);
    return new Listing(old, Listing.Order.CLOSED, true, Optional.empty());
  }

  /** Ends the deletion at hand, if there is one. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (alarm != null) {
        alarm.cancel();
      }
    }
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("closed executions are still being deleted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
