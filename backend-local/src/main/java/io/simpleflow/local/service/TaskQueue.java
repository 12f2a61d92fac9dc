package io.simpleflow.local.service;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The task lists of one kind of task, and those who wait at them. A list serves the higher priority
 * first, then the older task; a poll of every list does so across lists. Guarded by the domain's
 * lock, which a waiting poll gives up.
 *
 * @param <T> what a task is for
 */
final class TaskQueue<T> {
  private static final Comparator<Entry<?>> ORDER =
      Comparator.<Entry<?>>comparingInt(entry -> -entry.priority)
          .thenComparingLong(entry -> entry.sequence);

  private final ReentrantLock lock;
  private final TreeSet<Entry<T>> all = new TreeSet<>(ORDER);
  private final Map<String, TreeSet<Entry<T>>> lists = new HashMap<>();
  private final Deque<Waiter<T>> atEveryList = new ArrayDeque<>();
  private final Map<String, Deque<Waiter<T>>> waiters = new HashMap<>();
  private long lastSequence;
  private boolean closed;

  TaskQueue(ReentrantLock lock) {
    this.lock = lock;
  }

  /**
   * Adds a task.
   *
   * @param priority an integer as SWF writes it; null for 0
   * @param scheduling the transaction that schedules it
   */
  Entry<T> offer(T task, String list, @Nullable String priority, Transaction scheduling) {
    int rank = priority == null ? 0 : Math.max(-Integer.MAX_VALUE, Integer.parseInt(priority));
    Entry<T> entry = new Entry<>(task, list, rank, ++lastSequence, scheduling);
    place(entry);
    return entry;
  }

  private void place(Entry<T> entry) {
    Waiter<T> waiter = firstWaiterFor(entry.list);
    if (waiter == null) {
      all.add(entry);
      lists.computeIfAbsent(entry.list, unused -> new TreeSet<>(ORDER)).add(entry);
    } else {
      leave(waiter);
      waiter.entry = entry;
      waiter.wake.signal();
    }
  }

  private @Nullable Waiter<T> firstWaiterFor(String list) {
    Waiter<T> anywhere = atEveryList.peekFirst();
    Deque<Waiter<T>> queue = waiters.get(list);
    Waiter<T> here = queue == null ? null : queue.peekFirst();
    if (anywhere == null || here == null) {
      return anywhere == null ? here : anywhere;
    }
    return here.sequence < anywhere.sequence ? here : anywhere;
  }

  /** Withdraws a task; whoever was about to get it goes on waiting. */
  void withdraw(Entry<T> entry) {
    entry.withdrawn = true;
    remove(entry);
  }

  private void remove(Entry<T> entry) {
    all.remove(entry);
    TreeSet<Entry<T>> list = lists.get(entry.list);
    if (list != null) {
      list.remove(entry);
      if (list.isEmpty()) {
        lists.remove(entry.list);
      }
    }
  }

  /**
   * Takes a task, waiting for one.
   *
   * @param list the list to take from, or empty for every list
   * @param nanos how long to wait at most
   * @return null if there was none in time, or if the queue was closed
   */
  @Nullable Entry<T> take(Optional<String> list, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (true) {
      Entry<T> entry = first(list);
      if (entry != null) {
        remove(entry);
        return entry;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || closed) {
        return null;
      }
      entry = await(new Waiter<>(list, ++lastSequence, lock.newCondition()), left);
      if (entry != null && !entry.withdrawn) {
        return entry;
      }
    }
  }

  private @Nullable Entry<T> first(Optional<String> list) {
    TreeSet<Entry<T>> from = list.isEmpty() ? all : lists.get(list.get());
    return from == null || from.isEmpty() ? null : from.first();
  }

  private @Nullable Entry<T> await(Waiter<T> waiter, long nanos) throws InterruptedException {
    waitersAt(waiter.list).addLast(waiter);
    long left = nanos;
    try {
      while (waiter.entry == null && left > 0 && !closed) {
        left = waiter.wake.awaitNanos(left);
      }
      return waiter.entry;
    } catch (InterruptedException e) {
      Entry<T> entry = waiter.entry;
      if (entry != null && !entry.withdrawn) {
        place(entry);
      }
      throw e;
    } finally {
      if (waiter.entry == null) {
        leave(waiter);
      }
    }
  }

  private Deque<Waiter<T>> waitersAt(Optional<String> list) {
    return list.isEmpty()
        ? atEveryList
        : waiters.computeIfAbsent(list.get(), unused -> new ArrayDeque<>());
  }

  private void leave(Waiter<T> waiter) {
    Deque<Waiter<T>> queue = waitersAt(waiter.list);
    queue.remove(waiter);
    if (queue.isEmpty() && waiter.list.isPresent()) {
      waiters.remove(waiter.list.get());
    }
  }

  /** How many tasks wait in a list. */
  int size(String list) {
    TreeSet<Entry<T>> entries = lists.get(list);
    return entries == null ? 0 : entries.size();
  }

  /** Sends everyone who waits away with nothing. */
  void close() {
    closed = true;
    atEveryList.forEach(waiter -> waiter.wake.signal());
    waiters.values().forEach(queue -> queue.forEach(waiter -> waiter.wake.signal()));
  }

  /** A task in its list. */
  static final class Entry<T> {
    final T task;

    /** The transaction that scheduled it: nobody may work on it before that is kept. */
    final Transaction scheduling;

    private final String list;
    private final int priority;
    private final long sequence;
    private boolean withdrawn;

    private Entry(T task, String list, int priority, long sequence, Transaction scheduling) {
      this.task = Objects.requireNonNull(task);
      this.list = list;
      this.priority = priority;
      this.sequence = sequence;
      this.scheduling = scheduling;
    }
  }

  private static final class Waiter<T> {
    final Optional<String> list;
    final long sequence;
    final Condition wake;
    @Nullable Entry<T> entry;

    Waiter(Optional<String> list, long sequence, Condition wake) {
      this.list = list;
      this.sequence = sequence;
      this.wake = wake;
    }
  }
}
