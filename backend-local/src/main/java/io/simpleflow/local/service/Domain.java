package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.local.service.Deadlines.Deadline;
import io.simpleflow.local.service.Deadlines.Expiry;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.HistoryStore.Receipt;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open executions, and the one lock under which they change. Executions that an earlier process
 * left open are read from the store when they are first needed. Thread-safe where it says so.
 */
final class Domain {
  private static final Logger LOG = LoggerFactory.getLogger(Domain.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final HistoryStore store;
  private final Timekeeper timekeeper;
  private final TypeRegistry types;
  private final ServiceLimits limits = ServiceLimits.swf().pollingEveryTaskList();
  private final boolean goesOn;
  private final LambdaTasks lambdaTasks;
  private final Agenda agenda;
  private final Closer closer = new Closer(this);

  /** Open executions whose events have been folded. */
  private final Map<ExecutionId, Execution> executions = new HashMap<>();

  /** Open executions whose events have not been read. */
  private final Map<ExecutionId, StoredExecution> unread = new LinkedHashMap<>();

  /** All open executions; their workflow ids are unique. */
  private final Map<String, ExecutionId> openIds = new HashMap<>();

  /** The same by the store's keys; read without the lock, too. */
  private final Map<Long, ExecutionId> openKeys = new ConcurrentHashMap<>();

  /** What is to be done when the lock is free, by whoever frees it. */
  private final List<Runnable> afterwards = new ArrayList<>();

  /** What must be kept before whoever frees the lock goes on. */
  private final List<Receipt> awaited = new ArrayList<>();

  private final Map<ExecutionId, CompletableFuture<@Nullable Void>> closings = new HashMap<>();
  private Instant latest = Instant.ofEpochMilli(Long.MIN_VALUE);
  private @Nullable StoreException failure;
  private boolean closed;

  /**
   * The executions of a store.
   *
   * @param goesOn whether executions of an earlier process go on by themselves, as a server's do;
   *     otherwise they wait until they are resumed
   */
  Domain(
      HistoryStore store,
      Timekeeper timekeeper,
      TypeRegistry types,
      Lambdas functions,
      boolean goesOn) {
    this.store = store;
    this.timekeeper = timekeeper;
    this.types = types;
    this.goesOn = goesOn;
    this.lambdaTasks = new LambdaTasks(this, functions);
    this.agenda = new Agenda(new Deadlines(timekeeper, this::onAlarm), lambdaTasks);
    for (StoredExecution open : store.open()) {
      ExecutionId id = open.info().execution();
      unread.put(id, open);
      openIds.put(id.workflowId(), id);
      openKeys.put(open.key(), id);
    }
    store.onFailure(this::fail);
  }

  HistoryStore store() {
    return store;
  }

  TypeRegistry types() {
    return types;
  }

  ServiceLimits limits() {
    return limits;
  }

  Agenda agenda() {
    return agenda;
  }

  LambdaTasks lambdaTasks() {
    return lambdaTasks;
  }

  Closer closer() {
    return closer;
  }

  /** Whether executions of an earlier process go on by themselves. */
  boolean goesOn() {
    return goesOn;
  }

  void lock() {
    lock.lock();
  }

  void lockInterruptibly() throws InterruptedException {
    lock.lockInterruptibly();
  }

  /**
   * Serves those who wait for tasks, and frees the lock; then does what was put off until then, and
   * waits for what must be kept. Where this thread holds the lock more than once, only the last
   * time does so: until then, what it takes from a task list nobody else has got.
   */
  void unlock() {
    if (lock.getHoldCount() > 1) {
      lock.unlock();
      return;
    }
    agenda.decisions().serve();
    agenda.activities().serve();
    List<Runnable> now = takeAll(afterwards);
    List<Receipt> receipts = takeAll(awaited);
    lock.unlock();
    now.forEach(Runnable::run);
    receipts.forEach(Receipt::await);
  }

  private static <T> List<T> takeAll(List<T> list) {
    if (list.isEmpty()) {
      return List.of();
    }
    List<T> all = List.copyOf(list);
    list.clear();
    return all;
  }

  /** Puts something off until the lock is free; it must not throw. Under the lock. */
  void afterwards(Runnable action) {
    afterwards.add(action);
  }

  Condition newCondition() {
    return lock.newCondition();
  }

  /** Has something happen after a while, at a whole millisecond as all. Under the lock. */
  Deadline setDeadline(Duration wait, Expiry expiry) {
    Instant due = timekeeper.instant().plus(wait).plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    Deadline deadline = agenda.deadlines().set(due, expiry);
    agenda.deadlines().setAlarm();
    return deadline;
  }

  void cancelDeadline(Deadline deadline) {
    agenda.deadlines().cancel(deadline);
  }

  /** Runs an operation and returns when what it changed is kept. Thread-safe. */
  <T> T update(Function<Transaction, T> operation) {
    lock.lock();
    try {
      Transaction transaction = transaction();
      T result = run(transaction, operation);
      awaitOnceUnlocked(transaction.receipt());
      return result;
    } finally {
      unlock();
    }
  }

  /** Has whoever frees the lock return only when something is kept. Under the lock. */
  void awaitOnceUnlocked(Receipt receipt) {
    awaited.add(receipt);
  }

  /** Leaves it to the store when to keep what is done under the lock held now. Under the lock. */
  void awaitNothingSoFar() {
    awaited.clear();
  }

  /** Begins an operation. Under the lock. */
  Transaction transaction() {
    check();
    long now = timekeeper.millis();
    if (now != latest.toEpochMilli()) {
      notBefore(Instant.ofEpochMilli(now));
    }
    return new Transaction(this);
  }

  /** The time of an event that happens in the operation at hand. Under the lock. */
  Instant now() {
    return latest;
  }

  /** A clock that is set back must not make later events look earlier. */
  private void notBefore(Instant time) {
    latest = time.isAfter(latest) ? time : latest;
  }

  /** Runs an operation and hands what it changed to the store. Under the lock. */
  <T> T run(Transaction transaction, Function<Transaction, T> operation) {
    try {
      T result = operation.apply(transaction);
      transaction.finish();
      agenda.deadlines().setAlarm();
      return result;
    } catch (RuntimeException | Error e) {
      if (!transaction.isEmpty()) {
        fail(
            e instanceof StoreException cause
                ? cause
                : new StoreException("the service stopped: an operation broke off half-way", e));
      }
      throw e;
    }
  }

  /** Whether it has neither failed nor been closed. Under the lock. */
  boolean isAlive() {
    return failure == null && !closed;
  }

  /** Refuses to go on after a failure of the store, or once closed. Under the lock. */
  void check() {
    checkNotFailed();
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
  }

  /** Refuses to go on after a failure of the store. Under the lock. */
  void checkNotFailed() {
    if (failure != null) {
      throw new StoreException(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** Finds an open execution. Under the lock. */
  Optional<Execution> findOpen(ExecutionId id) {
    Execution execution = executions.get(id);
    if (execution == null) {
      StoredExecution stored = unread.get(id);
      if (stored != null) {
        execution = read(stored);
        take(execution);
      }
    }
    return Optional.ofNullable(execution);
  }

  /** Folds the events of an execution. Thread-safe. */
  private Execution read(StoredExecution stored) {
    return Execution.of(
        stored.key(), stored.info().execution(), store.events(stored.key(), 0, Integer.MAX_VALUE));
  }

  private void take(Execution execution) {
    executions.put(execution.id(), execution);
    unread.remove(execution.id());
    // The clock of the process that wrote them may have been ahead.
    notBefore(execution.lastTimestamp());
  }

  /** Finds the open execution that a task belongs to. Under the lock. */
  Optional<Execution> findOpen(TaskToken token) {
    return Optional.ofNullable(openKeys.get(token.execution()))
        .filter(id -> id.runId().equals(token.runId()))
        .flatMap(this::findOpen);
  }

  /** Whether the execution that a task belongs to is open here. Thread-safe. */
  boolean holds(TaskToken token) {
    ExecutionId id = openKeys.get(token.execution());
    return id != null && id.runId().equals(token.runId());
  }

  /** Finds the open execution of a workflow id. Under the lock. */
  Optional<Execution> findOpen(String workflowId) {
    return openId(workflowId).flatMap(this::findOpen);
  }

  /** Names the open execution of a workflow id. Under the lock. */
  Optional<ExecutionId> openId(String workflowId) {
    return Optional.ofNullable(openIds.get(workflowId));
  }

  /** Finds an open execution if its events have been folded. Under the lock. */
  Optional<Execution> findLoaded(ExecutionId id) {
    return Optional.ofNullable(executions.get(id));
  }

  /**
   * Has everything go on that an earlier process left open. Histories are read on all processors,
   * and so before the lock is taken: nobody else may use the domain before this returns.
   */
  void goOn() {
    List<Execution> left = List.copyOf(unread.values()).parallelStream().map(this::read).toList();
    update(
        transaction -> {
          left.forEach(this::take);
          left.forEach(execution -> agenda.goOn(transaction, execution));
          return transaction;
        });
  }

  /** Names the open executions whose tasks and timers are not alive. Under the lock. */
  List<ExecutionId> dormant() {
    List<ExecutionId> dormant = new ArrayList<>(unread.keySet());
    executions.values().stream()
        .filter(execution -> !execution.active)
        .map(Execution::id)
        .forEach(dormant::add);
    return dormant;
  }

  void add(Execution execution) {
    executions.put(execution.id(), execution);
    openIds.put(execution.id().workflowId(), execution.id());
    openKeys.put(execution.key(), execution.id());
  }

  /** How many executions are open. Under the lock. */
  int openExecutions() {
    return openIds.size();
  }

  void remove(Execution execution) {
    executions.remove(execution.id());
    openIds.remove(execution.id().workflowId(), execution.id());
    openKeys.remove(execution.key());
    CompletableFuture<@Nullable Void> closing = closings.remove(execution.id());
    if (closing != null) {
      closing.complete(null);
    }
  }

  /**
   * What completes when an execution closes; empty if it is not open. Completes as well when the
   * service ends. Thread-safe.
   */
  Optional<CompletableFuture<@Nullable Void>> closing(ExecutionId id) {
    lock.lock();
    try {
      check();
      if (!id.equals(openIds.get(id.workflowId()))) {
        return Optional.empty();
      }
      return Optional.of(closings.computeIfAbsent(id, unused -> new CompletableFuture<>()));
    } finally {
      unlock();
    }
  }

  private void onAlarm() {
    lock.lock();
    try {
      agenda.deadlines().alarmWentOff();
      if (isAlive()) {
        run(
            transaction(),
            transaction -> {
              agenda.deadlines().expire(transaction);
              return transaction;
            });
      }
    } catch (RuntimeException e) {
      LOG.error("timers and timeouts could not be worked off", e);
    } finally {
      unlock();
    }
  }

  /** Refuses everything from now on, and lets nobody wait in vain. Thread-safe. */
  private void fail(StoreException why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = why;
        sendEverybodyAway();
      }
    } finally {
      unlock();
    }
  }

  /** Stops everything; executions stay open. Thread-safe. */
  void close() {
    lock.lock();
    try {
      closed = true;
      sendEverybodyAway();
    } finally {
      unlock();
    }
  }

  private void sendEverybodyAway() {
    agenda.deadlines().cancelAlarm();
    agenda.decisions().close();
    agenda.activities().close();
    closings.values().forEach(closing -> closing.complete(null));
    closings.clear();
  }
}
