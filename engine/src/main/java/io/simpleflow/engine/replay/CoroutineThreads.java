package io.simpleflow.engine.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that workflow code runs on: pooled platform threads for the first executions, and
 * virtual ones for the many beyond them where the JVM has them (Java 21 and later). Named {@code
 * workflow-N} and {@code workflow-virtual-N}. Thread-safe; its owner closes it.
 */
public final class CoroutineThreads implements AutoCloseable {
  /**
   * A decider, a platform thread itself, hands over to a platform thread and back in two thirds of
   * the time that it takes with a virtual one, which waits for its scheduler. And code that
   * computes for long keeps no other code from a thread.
   */
  static final int MOST_PLATFORM_THREADS = 256;

  private static final long SECONDS_KEPT_IDLE = 60;

  private final Optional<ExecutorService> virtual;
  private final ExecutorService platform;

  /** Starts no thread yet. */
  public CoroutineThreads() {
    virtual = virtualThreads();
    platform =
        virtual
            .<ExecutorService>map(
                beyond ->
                    new ThreadPoolExecutor(
                        0,
                        MOST_PLATFORM_THREADS,
                        SECONDS_KEPT_IDLE,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        new PlatformThreads(),
                        (body, full) -> beyond.execute(body)))
            .orElseGet(() -> Executors.newCachedThreadPool(new PlatformThreads()));
  }

  void start(Runnable body) {
    platform.execute(body);
  }

  /** Ends the threads that wait for work; those that run code end with it. */
  @Override
  public void close() {
    platform.shutdown();
    virtual.ifPresent(ExecutorService::shutdown);
  }

  /** Whether it was closed, and no thread is left. */
  boolean haveEnded() {
    return platform.isTerminated() && virtual.stream().allMatch(ExecutorService::isTerminated);
  }

  /** Reached by name, because the language level knows no virtual threads. */
  private static Optional<ExecutorService> virtualThreads() {
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
              .invoke(virtual, "workflow-virtual-", 1L);
      ThreadFactory factory =
          (ThreadFactory)
              lookup
                  .findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                  .invoke(named);
      return Optional.of(
          (ExecutorService)
              lookup
                  .findStatic(
                      Executors.class,
                      "newThreadPerTaskExecutor",
                      MethodType.methodType(ExecutorService.class, ThreadFactory.class))
                  .invoke(factory));
    } catch (ClassNotFoundException beforeJava21) {
      return Optional.empty();
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
