package io.simpleflow.engine.worker;

import io.simpleflow.engine.replay.CoroutineThreads;
import io.simpleflow.engine.replay.ExecutionCache;
import io.simpleflow.engine.replay.ReplaySettings;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deciders and workers at work on a task service. Thread-safe. */
public final class PollingRun implements Executor.Run {
  private static final Logger LOGGER = LoggerFactory.getLogger(PollingRun.class);

  /** SWF's long poll. */
  private static final Duration POLL = Duration.ofSeconds(60);

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final List<PollLoop> loops = new ArrayList<>();
  private final Duration grace;
  private final CoroutineThreads threads;
  private final ExecutionCache cache;
  private final Heartbeats heartbeats;
  private boolean closed;

  /**
   * What the loops work on.
   *
   * @param service where tasks come from
   * @param histories where whole histories are read
   * @param registry where types are made known
   * @param tasks the code
   * @param converter what reads and writes values
   * @param domain the domain's name
   */
  public record Work(
      TaskService service,
      HistorySource histories,
      TaskRegistry registry,
      TaskCatalog tasks,
      DataConverter converter,
      String domain) {}

  private PollingRun(Work work, RunOptions options, AbandonedExecutions abandoned) {
    grace = options.grace();
    threads = new CoroutineThreads();
    cache = new ExecutionCache(options.cachedExecutions());
    heartbeats = new Heartbeats(options.heartbeatInterval());
    ReplaySettings settings =
        new ReplaySettings(
            work.tasks(),
            work.converter(),
            work.service().limits(),
            work.domain(),
            threads,
            options.blockedAfter(),
            System::nanoTime);
    Decider decider =
        new Decider(work.service(), work.histories(), work.registry(), settings, cache, abandoned);
    ActivityRunner runner =
        new ActivityRunner(work.service(), work.tasks(), work.converter(), heartbeats);
    String identity = Identity.ofThisProcess();
    TaskService service = work.service();
    for (Optional<String> list : TaskListChoice.decisions(options, work)) {
      for (int i = 1; i <= options.deciders(); i++) {
        loops.add(
            loop(
                name("decider", list, i),
                () -> service.pollForDecisionTask(list, identity, POLL),
                decider::handle,
                abandoned));
      }
    }
    for (Optional<String> list : TaskListChoice.activities(options, work)) {
      for (int i = 1; i <= options.workers(); i++) {
        loops.add(
            loop(
                name("worker", list, i),
                () -> service.pollForActivityTask(list, identity, POLL),
                runner::handle,
                abandoned));
      }
    }
  }

  /** Starts polling. */
  public static PollingRun start(Work work, RunOptions options, AbandonedExecutions abandoned) {
    PollingRun run = new PollingRun(work, options, abandoned);
    run.loops.forEach(PollLoop::start);
    return run;
  }

  /** Takes a task, if there is one within SWF's long poll. */
  private interface Poll<T> {
    Optional<T> take() throws InterruptedException;
  }

  private static <T> PollLoop loop(
      String name, Poll<T> poll, Consumer<T> handler, AbandonedExecutions abandoned) {
    PollLoop[] self = new PollLoop[1];
    self[0] =
        new PollLoop(
            name,
            () -> poll.take().ifPresent(task -> self[0].handle(() -> handler.accept(task))),
            abandoned::addAll);
    return self[0];
  }

  private static String name(String kind, Optional<String> list, int number) {
    return kind + list.map(name -> "-" + name).orElse("") + "-" + number;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    loops.forEach(PollLoop::stopPolling);
    boolean interrupted = false;
    try {
      if (!awaitEnd(grace)) {
        heartbeats.stopAll();
        if (!awaitEnd(AFTER_INTERRUPT) && heartbeats.anyRunning()) {
          LOGGER.warn("some activities ignore the interrupt; they are left to themselves");
        }
      }
    } catch (InterruptedException hurry) {
      heartbeats.stopAll();
      interrupted = true;
    }
    heartbeats.close();
    cache.close();
    threads.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for what is being handled, but not for activities whose result nobody wants. */
  private boolean awaitEnd(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    heartbeats.beatAll();
    for (PollLoop loop : loops) {
      while (!loop.awaitEnd(Math.min(deadline - System.nanoTime(), LOOK.toNanos()))) {
        if (deadline - System.nanoTime() <= 0 || onlyLostOnesAreLeft()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean onlyLostOnesAreLeft() {
    return loops.stream().filter(loop -> !loop.hasEnded()).count() == heartbeats.lost();
  }
}
