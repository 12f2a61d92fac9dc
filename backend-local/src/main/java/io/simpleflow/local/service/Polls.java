package io.simpleflow.local.service;

import io.simpleflow.local.service.TaskQueue.Entry;
import io.simpleflow.local.service.TaskQueue.Waiter;
import io.simpleflow.local.store.HistoryStore.Receipt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The polls for one kind of task, of threads that wait and of callers that do not. A task is
 * started for a poll that is there to take it, and handed over when that is safe. Thread-safe.
 *
 * @param <T> what a task is for
 * @param <R> what a worker or decider gets
 */
final class Polls<T, R> {
  private final Domain domain;
  private final TaskQueue<T> queue;
  private final Kind<T, R> kind;

  Polls(Domain domain, TaskQueue<T> queue, Kind<T, R> kind) {
    this.domain = domain;
    this.queue = queue;
    this.kind = kind;
  }

  /** What is done with the tasks of one kind, under the lock. */
  interface Kind<T, R> {
    /** Starts a task, for somebody of an identity, who may have none. */
    R start(Transaction transaction, T task, @Nullable String identity);

    /** Puts a task that was started back into its list, if it has not ended. */
    void takeBack(Transaction transaction, R task);
  }

  /** A task that has been started, and what must be kept before anyone may have it. */
  private record Started<R>(R task, Receipt receipt) {}

  /** Waits for a task. */
  Optional<R> await(Optional<String> taskList, String identity, Duration wait)
      throws InterruptedException {
    domain.lockInterruptibly();
    try {
      domain.check();
      Entry<T> entry = take(taskList, TimeUnit.NANOSECONDS.convert(wait));
      if (entry == null) {
        domain.checkNotFailed();
        return Optional.empty();
      }
      Started<R> started = start(entry, identity);
      domain.awaitOnceUnlocked(started.receipt);
      return Optional.of(started.task);
    } finally {
      domain.unlock();
    }
  }

  private @Nullable Entry<T> take(Optional<String> taskList, long nanos)
      throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (true) {
      Entry<T> entry = queue.take(taskList);
      if (entry != null) {
        return entry;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || queue.isClosed()) {
        return null;
      }
      entry = awaitEntry(taskList, left);
      if (entry != null) {
        return entry;
      }
    }
  }

  private @Nullable Entry<T> awaitEntry(Optional<String> taskList, long nanos)
      throws InterruptedException {
    Condition woken = domain.newCondition();
    Waiter<T> waiter = queue.enter(taskList, woken::signal);
    long left = nanos;
    boolean taken = false;
    try {
      while (waiter.isEmpty() && left > 0 && !queue.isClosed()) {
        left = woken.awaitNanos(left);
      }
      taken = true;
      return queue.takeGiven(waiter);
    } finally {
      if (!taken) {
        queue.giveUp(waiter);
      }
    }
  }

  private Started<R> start(Entry<T> entry, String identity) {
    Transaction transaction = domain.transaction();
    R task =
        domain.run(
            transaction, tx -> kind.start(tx, entry.task, identity.isEmpty() ? null : identity));
    return new Started<>(
        task, domain.goesOn() ? transaction.receipt() : entry.scheduling.receipt());
  }

  /**
   * Asks for a task, to be told. The answer completes on a thread of the service's, so what depends
   * on it must be short. Cancelling or completing it withdraws the poll.
   */
  CompletableFuture<Optional<R>> ask(Optional<String> taskList, String identity, Duration wait) {
    Poll poll = new Poll(taskList, identity);
    domain.lock();
    try {
      domain.check();
      Entry<T> entry = queue.take(taskList);
      if (entry != null) {
        poll.deliver(start(entry, identity));
      } else if (wait.isZero() || wait.isNegative()) {
        poll.answer.complete(Optional.empty());
      } else {
        poll.enter();
        poll.deadline = domain.setDeadline(wait, transaction -> poll.expire());
      }
    } finally {
      domain.unlock();
    }
    return poll.answer;
  }

  /** Puts a task that nobody got back into its list, unless it is over. */
  void takeBack(R task) {
    domain.lock();
    try {
      if (domain.isAlive()) {
        domain.run(
            domain.transaction(),
            transaction -> {
              kind.takeBack(transaction, task);
              return transaction;
            });
      }
    } finally {
      domain.unlock();
    }
  }

  /** A poll without a thread. */
  private final class Poll {
    private final Optional<String> taskList;
    private final String identity;
    private final CompletableFuture<Optional<R>> answer = new CompletableFuture<>();
    private volatile @Nullable Waiter<T> waiter;
    private Deadlines.@Nullable Deadline deadline;

    Poll(Optional<String> taskList, String identity) {
      this.taskList = taskList;
      this.identity = identity;
      var unused =
          answer.whenComplete(
              (task, failure) -> {
                // Nobody waits any more if this was not what has completed it.
                if (waiter != null) {
                  withdraw();
                }
              });
    }

    /** Under the lock. */
    void enter() {
      waiter = queue.enter(taskList, () -> domain.afterwards(this::woken));
    }

    /** Not under the lock: there may be a task, or nothing more to wait for. */
    private void woken() {
      domain.lock();
      try {
        Waiter<T> waiting = waiter;
        if (waiting == null) {
          return;
        }
        if (answer.isDone()) {
          withdraw();
          return;
        }
        Entry<T> entry = queue.takeGiven(waiting);
        if (entry == null && deadline != null && domain.isAlive()) {
          entry = queue.take(taskList); // One may have come since what was given was withdrawn.
        }
        if (entry != null && domain.isAlive()) {
          leave();
          deliver(start(entry, identity));
        } else if (!domain.isAlive()) {
          leave();
          domain.afterwards(this::endUnserved);
        } else if (deadline == null) {
          // The time to wait ended after the task was given, and before it was withdrawn.
          leave();
          domain.afterwards(() -> answer.complete(Optional.empty()));
        } else {
          enter();
        }
      } catch (RuntimeException e) {
        domain.afterwards(() -> answer.completeExceptionally(e));
      } finally {
        domain.unlock();
      }
    }

    /** Under the lock. */
    private void leave() {
      waiter = null;
      if (deadline != null) {
        domain.cancelDeadline(deadline);
        deadline = null;
      }
    }

    private void endUnserved() {
      try {
        domain.lock();
        try {
          domain.checkNotFailed();
        } finally {
          domain.unlock();
        }
        answer.complete(Optional.empty());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }

    /** Under the lock: hands a task over when it is kept that it is handed over. */
    void deliver(Started<R> started) {
      domain.afterwards(
          () -> {
            var unused =
                started
                    .receipt
                    .kept()
                    .whenComplete(
                        (nothing, failure) -> {
                          if (failure != null) {
                            answer.completeExceptionally(failure);
                          } else if (!answer.complete(Optional.of(started.task))) {
                            takeBack(started.task);
                          }
                        });
          });
    }

    /** Under the lock: the time to wait is over. */
    void expire() {
      deadline = null;
      Waiter<T> waiting = waiter;
      if (waiting != null && waiting.isEmpty()) {
        queue.giveUp(waiting);
        waiter = null;
        domain.afterwards(() -> answer.complete(Optional.empty()));
      }
    }

    private void withdraw() {
      domain.lock();
      try {
        Waiter<T> waiting = waiter;
        if (waiting != null) {
          leave();
          queue.giveUp(waiting);
        }
      } finally {
        domain.unlock();
      }
    }
  }
}
