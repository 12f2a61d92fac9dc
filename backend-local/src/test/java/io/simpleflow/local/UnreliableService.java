package io.simpleflow.local;

import io.simpleflow.ServiceException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import io.simpleflow.spi.Timekeeper;
import io.simpleflow.testkit.ManualTimekeeper;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A workflow service in memory, as seen over a bad network: its operations fail when a test says
 * so, before they do anything or after. Any number of engines work on it.
 */
final class UnreliableService implements AutoCloseable {
  final ManualTimekeeper time = new ManualTimekeeper();
  final WorkflowService service = new WorkflowService(new MemoryStore(), time);
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> lostAnswers = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, UnaryOperator<Object>> changes = new ConcurrentHashMap<>();

  /** Lets the next calls of an operation fail. */
  void failNext(String operation, int times) {
    failures.put(operation, new AtomicInteger(times));
  }

  /** Lets the next call of an operation be refused for what is in it. */
  void refuseNext(String operation) {
    refusals.put(operation, new AtomicInteger(1));
  }

  /** Lets the next calls of an operation succeed without the caller learning of it. */
  void loseAnswers(String operation, int times) {
    lostAnswers.put(operation, new AtomicInteger(times));
  }

  /** Changes what an operation returns. */
  void change(String operation, UnaryOperator<Object> change) {
    changes.put(operation, change);
  }

  /** How often an operation was called. */
  int calls(String operation) {
    return counter(calls, operation).get();
  }

  private static AtomicInteger counter(Map<String, AtomicInteger> counters, String operation) {
    return counters.computeIfAbsent(operation, name -> new AtomicInteger());
  }

  /** Another engine that works on the service, with code of its own. */
  Simpleflow engine() {
    return Simpleflow.builder().provider(new Provider()).environment(Map.of()).open();
  }

  private <T> T wrap(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                method.isDefault() // As of a service in another process, which has these alone.
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : call(target, method, arguments)));
  }

  private @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    String operation = method.getName();
    counter(calls, operation).incrementAndGet();
    if (counter(failures, operation).getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new ServiceException("no network");
    }
    if (counter(refusals, operation).getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IllegalArgumentException("refused");
    }
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
    if (counter(lostAnswers, operation).getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new ServiceException("the connection was reset");
    }
    return result == null
        ? null
        : changes.getOrDefault(operation, UnaryOperator.identity()).apply(result);
  }

  @Override
  public void close() {
    service.close();
    time.close();
  }

  private final class Provider implements BackendProvider {
    @Override
    public String name() {
      return "unreliable";
    }

    @Override
    public String description() {
      return "for tests";
    }

    @Override
    public Backend open(Settings settings, Access access, Timekeeper timekeeper) {
      return new Unreliable();
    }
  }

  private final class Unreliable implements Backend {
    @Override
    public String domain() {
      return "test";
    }

    @Override
    public HistorySource histories() {
      return wrap(HistorySource.class, service.histories());
    }

    @Override
    public TaskRegistry registry() {
      return wrap(TaskRegistry.class, service.types());
    }

    @Override
    public Executor executor(ExecutorEnvironment environment) {
      return environment.drive(wrap(TaskService.class, service), histories(), registry());
    }

    @Override
    public void close() {
      // The service outlives its engines.
    }
  }
}
