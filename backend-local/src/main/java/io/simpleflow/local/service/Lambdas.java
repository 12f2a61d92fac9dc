package io.simpleflow.local.service;

import io.simpleflow.spi.LambdaFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The functions that Lambda tasks may call, and the threads they are called on. Thread-safe. */
final class Lambdas implements AutoCloseable {
  private static final int THREADS = 32;
  private static final long IDLE_SECONDS = 10;
  private static final String FUNCTION = ":function:";

  private final Map<String, LambdaFunction> functions = new ConcurrentHashMap<>();
  private final AtomicInteger lastThread = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          this::newThread);

  Lambdas(List<LambdaFunction> functions) {
    threads.allowCoreThreadTimeOut(true);
    add(functions);
  }

  private Thread newThread(Runnable calls) {
    Thread thread = new Thread(calls, "simpleflow-lambda-" + lastThread.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  void add(List<LambdaFunction> more) {
    more.forEach(function -> functions.put(function.name(), function));
  }

  /**
   * Finds a function.
   *
   * @param name its name, or Amazon's resource name of it
   */
  Optional<LambdaFunction> find(String name) {
    int at = name.indexOf(FUNCTION);
    String plain = at < 0 ? name : name.substring(at + FUNCTION.length()).replaceFirst(":.*", "");
    return Optional.ofNullable(functions.get(plain));
  }

  /**
   * Calls something on a thread of its own, as soon as one is free.
   *
   * @throws java.util.concurrent.RejectedExecutionException once this is closed
   */
  Future<?> submit(Runnable call) {
    return threads.submit(call);
  }

  /** Interrupts all calls. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
