package io.simpleflow.engine.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that workflow code runs on: virtual ones where the JVM has them (Java 21 and later),
 * otherwise pooled platform threads. Named {@code workflow-N}. Thread-safe; its owner closes it.
 */
public final class CoroutineThreads implements AutoCloseable {
  private final ExecutorService executor;

  /** Starts no thread yet. */
  public CoroutineThreads() {
    executor = virtualThreads();
  }

  void start(Runnable body) {
    executor.execute(body);
  }

  /** Ends the threads that wait for work; those that run code end with it. */
  @Override
  public void close() {
    executor.shutdown();
  }

  /** Whether it was closed, and no thread is left. */
  boolean haveEnded() {
    return executor.isTerminated();
  }

  /** Reached by name, because the language level knows no virtual threads. */
  private static ExecutorService virtualThreads() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      Object virtual =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual)).invoke();
      Object named =
          lookup
              .findVirtual(
                  builder, "name", MethodType.methodType(builder, String.class, long.class))
              .invoke(virtual, "workflow-", 1L);
      ThreadFactory factory =
          (ThreadFactory)
              lookup
                  .findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                  .invoke(named);
      return (ExecutorService)
          lookup
              .findStatic(
                  Executors.class,
                  "newThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class, ThreadFactory.class))
              .invoke(factory);
    } catch (ClassNotFoundException beforeJava21) {
      return Executors.newCachedThreadPool(new PlatformThreads());
    } catch (Throwable unexpected) {
      throw new IllegalStateException("virtual threads cannot be made", unexpected);
    }
  }

  private static final class PlatformThreads implements ThreadFactory {
    private final AtomicLong count = new AtomicLong();

    @Override
    public Thread newThread(Runnable body) {
      Thread thread = new Thread(body, "workflow-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
