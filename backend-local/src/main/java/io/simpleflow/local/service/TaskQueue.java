package io.simpleflow.local.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The task lists of one kind of task, and those who wait at them. A list serves the higher priority
 * first, then the older task; who waits at every list is served so across lists. Guarded by the
 * domain's lock.
 *
 * @param <T> what a task is for
 */
final class TaskQueue<T> {
  /** How many lists may stay while they are empty: most get their next task soon. */
  private static final int EMPTY_LISTS = 16;

  private final TreeSet<Entry<T>> all = new TreeSet<>();
  private final Map<String, TreeSet<Entry<T>>> lists = new HashMap<>();
  private final Deque<Entry<T>> placed = new ArrayDeque<>();
  private final Deque<Waiter<T>> atEveryList = new ArrayDeque<>();
  private final Map<String, Deque<Waiter<T>>> waiters = new HashMap<>();
  private long lastSequence;
  private boolean closed;

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
    all.add(entry);
    lists.computeIfAbsent(entry.list, unused -> new TreeSet<>()).add(entry);
    placed.add(entry);
  }

  /** Gives those who wait the tasks that have come since the last time and are still there. */
  void serve() {
    Entry<T> entry = placed.poll();
    while (entry != null) {
      Waiter<T> waiter = firstWaiterFor(entry.list);
      if (waiter != null && remove(entry)) {
        leave(waiter);
        waiter.entry = entry;
        waiter.wake.run();
      }
      entry = placed.poll();
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

  /** Takes a task out of its list, and says whether it was there. */
  private boolean remove(Entry<T> entry) {
    boolean removed = all.remove(entry);
    TreeSet<Entry<T>> list = lists.get(entry.list);
    if (list != null) {
      list.remove(entry);
      if (list.isEmpty() && lists.size() > EMPTY_LISTS) {
        lists.remove(entry.list);
      }
    }
    return removed;
  }

  /**
   * Takes the first task.
   *
   * @param list the list to take from, or empty for every list
   * @return null if there is none
   */
  @Nullable Entry<T> take(Optional<String> list) {
    TreeSet<Entry<T>> from = list.isEmpty() ? all : lists.get(list.get());
    if (from == null || from.isEmpty()) {
      return null;
    }
    Entry<T> first = from.first();
    remove(first);
    return first;
  }

  /**
   * Begins to wait where there is no task.
   *
   * @param list the list to wait at, or empty for every list
   * @param wake called when there is a task, or when the queue is closed
   */
  Waiter<T> enter(Optional<String> list, Runnable wake) {
    Waiter<T> waiter = new Waiter<>(list, ++lastSequence, wake);
    waitersAt(list).addLast(waiter);
    return waiter;
  }

  /** Ends the waiting with what the waiter was given; null if that is nothing, or withdrawn. */
  @Nullable Entry<T> takeGiven(Waiter<T> waiter) {
    leave(waiter);
    Entry<T> entry = waiter.entry;
    return entry == null || entry.withdrawn ? null : entry;
  }

  /** Ends the waiting; what the waiter was given already goes to the next. */
  void giveUp(Waiter<T> waiter) {
    Entry<T> entry = takeGiven(waiter);
    if (entry != null) {
      place(entry);
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

  boolean isClosed() {
    return closed;
  }

  /** Sends everyone who waits away with nothing. */
  void close() {
    closed = true;
    List<Waiter<T>> everybody = new ArrayList<>(atEveryList);
    waiters.values().forEach(everybody::addAll);
    everybody.forEach(waiter -> waiter.wake.run());
  }

  /** A task in its list. */
  static final class Entry<T> implements Comparable<Entry<T>> {
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

    @Override
    public int compareTo(Entry<T> other) {
      int order = Integer.compare(other.priority, priority);
      return order == 0 ? Long.compare(sequence, other.sequence) : order;
    }
  }

  /** Someone who waits. */
  static final class Waiter<T> {
    private final Optional<String> list;
    private final long sequence;
    private final Runnable wake;
    private @Nullable Entry<T> entry;

    /** Whether nothing was given so far. */
    boolean isEmpty() {
      return entry == null;
    }

    private Waiter(Optional<String> list, long sequence, Runnable wake) {
      this.list = list;
      this.sequence = sequence;
      this.wake = wake;
    }
  }
}
