package io.simpleflow.engine.canvas;

import io.simpleflow.Promise;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.SerializationException;
import io.simpleflow.SignalQueue;
import io.simpleflow.SimpleflowException;
import io.simpleflow.engine.json.SignalInput;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.spi.DataConverter;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The signals that one execution has got, and those who wait for more. Not thread-safe. */
public final class ReceivedSignals {
  private final DataConverter converter;
  private final Map<String, OfOneName> byName = new HashMap<>();

  /** Somebody who waits for a signal. */
  private record Reader(Promise<?> promise, Type type) {}

  /** The signals of one name. */
  private static final class OfOneName {
    private @Nullable WorkflowExecutionSignaled latest;
    private boolean queued;
    private final Deque<WorkflowExecutionSignaled> untaken = new ArrayDeque<>();

    /** Those who want each signal, one each. */
    private final Deque<Reader> takers = new ArrayDeque<>();

    /** Those who want the next, together. */
    private final List<Reader> watchers = new ArrayList<>();
  }

  /** Whose code takes signals from a queue. */
  public interface Taker {
    /** A promise in the scope of the code that runs; nothing can ask it to cancel itself. */
    <T extends @Nullable Object> Promise<T> promiseInScope(String name);

    /** Refuses a call by code that may not make it. */
    void checkThread();
  }

  /** Keeps the signals of an execution that has got none. */
  public ReceivedSignals(DataConverter converter) {
    this.converter = converter;
  }

  private OfOneName named(String name) {
    return byName.computeIfAbsent(name, unused -> new OfOneName());
  }

  /** A signal has come. */
  public void add(WorkflowExecutionSignaled event) {
    OfOneName signals = named(event.signalName());
    signals.latest = event;
    Reader taker = signals.takers.poll();
    while (taker != null && taker.promise.isDone()) {
      taker = signals.takers.poll();
    }
    if (taker == null) {
      signals.untaken.add(event);
    } else {
      complete(taker, event);
    }
    List<Reader> watchers = List.copyOf(signals.watchers);
    signals.watchers.clear();
    watchers.forEach(watcher -> complete(watcher, event));
  }

  @SuppressWarnings("unchecked") // The promise is of the type that the signal is read as.
  private void complete(Reader reader, WorkflowExecutionSignaled event) {
    Promise<@Nullable Object> promise = (Promise<@Nullable Object>) reader.promise;
    try {
      promise.complete(read(event, reader.type));
    } catch (SimpleflowException unreadable) {
      promise.fail(unreadable);
    }
  }

  /** Completes the promise with the latest signal, or the next. */
  public void await(String name, Type type, Promise<?> promise) {
    OfOneName signals = named(name);
    Reader reader = new Reader(promise, type);
    if (signals.latest != null) {
      complete(reader, signals.latest);
    } else {
      signals.watchers.add(reader);
      promise.whenDone(() -> signals.watchers.remove(reader));
    }
  }

  /** Completes the promise with the first signal that nobody has taken, or will have. */
  private void take(String name, Type type, Promise<?> promise) {
    OfOneName signals = named(name);
    Reader reader = new Reader(promise, type);
    WorkflowExecutionSignaled event = signals.untaken.poll();
    if (event != null) {
      complete(reader, event);
    } else {
      signals.takers.add(reader);
      promise.whenDone(() -> signals.takers.remove(reader));
    }
  }

  /** The queue of the signals of a name. */
  public <T extends @Nullable Object> SignalQueue<T> queue(String name, Type type, Taker taker) {
    named(name).queued = true;
    return new SignalQueue<>() {
      @Override
      public Promise<T> next() {
        Promise<T> promise = taker.promiseInScope("signal-" + name);
        if (!promise.isDone()) {
          take(name, type, promise);
        }
        return promise;
      }

      @Override
      @SuppressWarnings({"unchecked", "NullAway"}) // The type is the one that T stands for.
      public Optional<T> poll() {
        taker.checkThread();
        WorkflowExecutionSignaled event = named(name).untaken.poll();
        return event == null ? Optional.empty() : Optional.ofNullable((T) read(event, type));
      }

      @Override
      public int size() {
        taker.checkThread();
        return named(name).untaken.size();
      }
    };
  }

  /** The latest signal of a name. */
  public Optional<ReceivedSignal> latest(String name) {
    return Optional.ofNullable(byName.get(name))
        .flatMap(signals -> Optional.ofNullable(signals.latest))
        .map(this::whole);
  }

  /** Whether signals have come to a queue and were not taken. */
  public boolean areLeft() {
    return byName.values().stream().anyMatch(name -> name.queued && !name.untaken.isEmpty());
  }

  /** The names that somebody waits for, sorted. */
  public List<String> waitedFor() {
    if (byName.isEmpty()) {
      return List.of(); // As after most decisions, each of which asks.
    }
    return byName.entrySet().stream()
        .filter(entry -> !entry.getValue().takers.isEmpty() || !entry.getValue().watchers.isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private @Nullable Object read(WorkflowExecutionSignaled event, Type type) {
    if (type == ReceivedSignal.class) {
      return whole(event);
    }
    String json = SignalInput.parse(event.input()).map(SignalInput::value).orElse(event.input());
    try {
      return converter.fromJson(json, type);
    } catch (SerializationException unreadable) {
      throw new SerializationException(
          "signal %s of event %d: %s"
              .formatted(event.signalName(), event.id(), unreadable.getMessage()),
          unreadable);
    }
  }

  private ReceivedSignal whole(WorkflowExecutionSignaled event) {
    Optional<SignalInput> input = SignalInput.parse(event.input());
    TaskInput arguments = input.map(SignalInput::arguments).orElseGet(TaskInput::empty);
    return new ReceivedSignal(
        event.signalName(),
        event.input(),
        converter.fromJson(event.input(), Object.class),
        arguments.plainArgs(converter),
        arguments.plainKwargs(converter),
        input.map(SignalInput::propagate).orElse(false),
        Optional.ofNullable(event.externalWorkflowExecution()),
        event.id(),
        event.timestamp());
  }
}
