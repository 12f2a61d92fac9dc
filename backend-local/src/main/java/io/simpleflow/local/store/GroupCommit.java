package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes in the order in which they come, those of all who wait in one transaction: who
 * waits first commits for everybody, and whoever comes meanwhile is in the next transaction. One
 * alone waits for nothing but its own commit. Changes that no thread waits for are committed with
 * the next, or by a thread of this object: at once if somebody wants to be told, else soon after.
 * Thread-safe.
 */
final class GroupCommit implements AutoCloseable {
  /** How long changes may stay uncommitted if nobody waits for them. */
  private static final long LAZY_MILLISECONDS = 10;

  private final Target target;
  private final ReentrantLock committing = new ReentrantLock();
  private final ReentrantLock queueing = new ReentrantLock();
  private final Condition queued = queueing.newCondition();
  private final Deque<Entry> queue = new ArrayDeque<>();
  private final List<Consumer<StoreException>> listeners = new ArrayList<>();
  private final Thread lazy;
  private long lastSequence;
  private volatile long committed;
  private volatile @Nullable StoreException failure;
  private final SortedMap<Long, Entry> toTell = new TreeMap<>();
  private boolean lazyWaits;
  private boolean hurry;
  private boolean closed;

  GroupCommit(Target target, String name) {
    this.target = target;
    this.lazy = new Thread(this::commitLazily, "simpleflow-store " + name);
    lazy.setDaemon(true);
    lazy.start();
  }

  /** Takes changes over. */
  Entry add(String domain, Changes changes) {
    queueing.lock();
    try {
      checkFailure();
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      Entry entry = new Entry(domain, changes, ++lastSequence);
      queue.addLast(entry);
      if (lazyWaits) {
        queued.signal();
      }
      return entry;
    } finally {
      queueing.unlock();
    }
  }

  /** Commits everything that was taken over so far. */
  void flush() {
    long sequence;
    queueing.lock();
    try {
      sequence = lastSequence;
    } finally {
      queueing.unlock();
    }
    await(sequence);
  }

  private void await(long sequence) {
    if (committed >= sequence) {
      return;
    }
    StoreException broken = null;
    committing.lock();
    try {
      if (committed < sequence && failure == null) {
        broken = commit();
      }
    } finally {
      committing.unlock();
    }
    // Outside the lock: listeners take locks of their own, whose holders may be waiting here.
    if (broken != null) {
      tell(broken);
    }
    tellThoseWhoAsked();
    if (committed < sequence) {
      checkFailure();
    }
  }

  private void tellThoseWhoAsked() {
    List<Entry> told = new ArrayList<>();
    queueing.lock();
    try {
      SortedMap<Long, Entry> done = failure == null ? toTell.headMap(committed + 1) : toTell;
      told.addAll(done.values());
      done.clear();
    } finally {
      queueing.unlock();
    }
    told.forEach(Entry::tell);
  }

  private @Nullable StoreException commit() {
    List<Entry> group;
    queueing.lock();
    try {
      group = new ArrayList<>(queue);
      queue.clear();
    } finally {
      queueing.unlock();
    }
    if (group.isEmpty()) {
      return null;
    }
    try {
      target.write(group.stream().map(Entry::encoded).toList());
      committed = group.get(group.size() - 1).sequence;
      return null;
    } catch (StoreException e) {
      failure = e;
      return e;
    } catch (RuntimeException | Error e) { // What comes later must not be kept without it.
      StoreException broken = new StoreException("the store could not write: " + e, e);
      failure = broken;
      return broken;
    }
  }

  private void checkFailure() {
    StoreException broken = failure;
    if (broken != null) {
      throw new StoreException(String.valueOf(broken.getMessage()), broken);
    }
  }

  void onFailure(Consumer<StoreException> listener) {
    queueing.lock();
    try {
      listeners.add(listener);
    } finally {
      queueing.unlock();
    }
  }

  private void tell(StoreException broken) {
    List<Consumer<StoreException>> all;
    queueing.lock();
    try {
      all = List.copyOf(listeners);
    } finally {
      queueing.unlock();
    }
    all.forEach(listener -> listener.accept(broken));
  }

  private void commitLazily() {
    try {
      while (failure == null && awaitQueued()) {
        flush();
      }
    } catch (InterruptedException e) {
      // Closing commits what is left.
    } catch (StoreException e) {
      // Whoever comes next is told.
    }
  }

  private boolean awaitQueued() throws InterruptedException {
    queueing.lock();
    try {
      lazyWaits = true;
      while (queue.isEmpty() && !closed) {
        queued.await();
      }
      long left = TimeUnit.MILLISECONDS.toNanos(LAZY_MILLISECONDS);
      lazyWaits = false;
      while (!hurry && left > 0 && !closed) {
        left = queued.awaitNanos(left);
      }
      hurry = false;
      return !closed;
    } finally {
      queueing.unlock();
    }
  }

  /** Commits what is left, unless the store has failed, and takes nothing more. */
  @Override
  public void close() {
    queueing.lock();
    try {
      closed = true;
    } finally {
      queueing.unlock();
    }
    lazy.interrupt();
    if (failure == null) {
      flush();
    }
  }

  /** What writes a group of changes in one transaction. */
  @FunctionalInterface
  interface Target {
    void write(List<EncodedChanges> group);
  }

  /** Changes on their way to the disk. */
  final class Entry implements HistoryStore.Receipt {
    private final String domain;
    private final Changes changes;
    private final long sequence;
    private final CompletableFuture<@Nullable Void> kept = new CompletableFuture<>();
    private @Nullable EncodedChanges encoded;

    private Entry(String domain, Changes changes, long sequence) {
      this.domain = domain;
      this.changes = changes;
      this.sequence = sequence;
    }

    /** Encodes the changes, once: whoever waits for them does it, not who commits, if possible. */
    synchronized EncodedChanges encoded() {
      EncodedChanges done = encoded;
      if (done == null) {
        done = EncodedChanges.of(domain, changes);
        encoded = done;
      }
      return done;
    }

    @Override
    public void await() {
      if (committed < sequence) {
        EncodedChanges unused = encoded();
        GroupCommit.this.await(sequence);
      }
    }

    @Override
    public CompletableFuture<@Nullable Void> kept() {
      queueing.lock();
      try {
        if (committed < sequence && failure == null) {
          toTell.put(sequence, this);
          hurry = true;
          queued.signal();
        }
      } finally {
        queueing.unlock();
      }
      if (committed >= sequence || failure != null) {
        tell();
      }
      return kept;
    }

    private void tell() {
      StoreException broken = failure;
      if (committed >= sequence) {
        kept.complete(null);
      } else if (broken != null) {
        kept.completeExceptionally(new StoreException(String.valueOf(broken.getMessage()), broken));
      }
    }
  }
}
