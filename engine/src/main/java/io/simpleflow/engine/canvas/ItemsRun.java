package io.simpleflow.engine.canvas;

import io.simpleflow.AggregateException;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.TaskCanceledException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group or a chain under way. Of its items it knows the futures of those under way, and what has
 * become of those that have ended. Not thread-safe.
 */
final class ItemsRun {
  private final Expansion expansion;
  private final Rules rules;
  private final int depth;
  private final Promise<@Nullable Object> promise;
  private final Map<Integer, Promise<?>> underWay = new LinkedHashMap<>();
  private final @Nullable Object[] results;
  private final Map<Integer, SimpleflowException> failures = new HashMap<>();
  private @Nullable Object lastResult;
  private int begun;
  private boolean beginsNoMore;
  private boolean cancelRequested;
  private boolean onAgenda;

  ItemsRun(Expansion expansion, Rules rules, int depth, Promise<@Nullable Object> promise) {
    this.expansion = expansion;
    this.rules = rules;
    this.depth = depth;
    this.promise = promise;
    this.results = new @Nullable Object[rules.items().size()];
  }

  void begin() {
    promise.onCancelRequest(this::cancel);
    goOn();
  }

  /** Lets a step be taken as soon as what is on the agenda now is not in the way. */
  private void goOn() {
    if (!onAgenda) {
      onAgenda = true;
      expansion.agenda().add(this::step);
    }
  }

  private void step() {
    onAgenda = false;
    if (promise.isDone()) {
      return;
    } else if (!beginsNoMore && begun < results.length && underWay.size() < rules.maxParallel()) {
      goOn(); // After the item has begun, and all in it: their steps come on top of this one.
      beginNext();
    } else if (underWay.isEmpty()) {
      finish();
    }
  }

  private void beginNext() {
    int position = begun++;
    Submittable<?> item = Copies.raising(rules.items().get(position), rules.raisesOnFailure());
    Promise<?> future = expansion.begin(item, sentTo(position), depth + 1);
    underWay.put(position, future);
    future.whenStarted(() -> expansion.agenda().work(promise::start));
    future.whenDone(() -> expansion.agenda().work(() -> ended(position, future)));
  }

  private Sent sentTo(int position) {
    if (position == 0) {
      return rules.sentToFirst();
    }
    return rules.sendsResult() ? Sent.of(lastResult) : rules.sentToOthers();
  }

  private void ended(int position, Promise<?> future) {
    underWay.remove(position);
    if (promise.isDone()) {
      return;
    }
    Optional<SimpleflowException> failure = future.exception();
    if (failure.isPresent()) {
      failures.put(position, failure.get());
      beginsNoMore |= rules.breaksOnFailure();
    } else {
      lastResult = future.result();
      results[position] = lastResult;
    }
    promise.start();
    goOn();
  }

  private void finish() {
    if (cancelRequested && (begun < results.length || anyCancelled())) {
      promise.cancel(new TaskCanceledException("the canvas", Optional.empty()));
    } else if (!failures.isEmpty() && rules.bubbles()) {
      promise.fail(new AggregateException(failuresByPosition()));
    } else {
      promise.complete(Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(results, begun))));
    }
  }

  private boolean anyCancelled() {
    return failures.values().stream().anyMatch(TaskCanceledException.class::isInstance);
  }

  private List<@Nullable SimpleflowException> failuresByPosition() {
    List<@Nullable SimpleflowException> all = new ArrayList<>(results.length);
    for (int position = 0; position < results.length; position++) {
      all.add(failures.get(position));
    }
    return all;
  }

  /** Asks what is under way to end, the first item first. */
  private void cancel() {
    beginsNoMore = true;
    cancelRequested = true;
    goOn();
    List<Promise<?>> items = new ArrayList<>(underWay.values());
    ListIterator<Promise<?>> last = items.listIterator(items.size());
    while (last.hasPrevious()) {
      expansion.agenda().add(last.previous()::requestCancel);
    }
    expansion.agenda().work();
  }
}
