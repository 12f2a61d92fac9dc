package io.simpleflow.engine.worker;

import io.simpleflow.ConfigurationException;
import io.simpleflow.engine.replay.CoroutineThreads;
import io.simpleflow.engine.replay.ExecutionCache;
import io.simpleflow.engine.replay.ReplaySettings;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.ServiceTask;
import io.simpleflow.spi.TaskService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Deciders and workers at work on a task service. Thread-safe. */
public final class PollingRun implements Executor.Run {
  private final List<PollLoop> loops = new ArrayList<>();
  private final Troubles troubles;
  private final CoroutineThreads threads;
  private final ExecutionCache cache;
  private final Drain drain;
  private boolean closed;

  private PollingRun(Work work, RunOptions options, AbandonedExecutions abandoned) {
    troubles = new Troubles(abandoned::addAll);
    threads = new CoroutineThreads();
    cache = new ExecutionCache(options.cachedExecutions());
    ServiceCalls calls = new ServiceCalls(troubles);
    Heartbeats heartbeats = new Heartbeats(options.heartbeatInterval(), options.workers());
    drain = new Drain(loops, heartbeats, calls, options.grace());
    ReplaySettings settings =
        new ReplaySettings(
            work.tasks(),
            work.converter(),
            work.service().limits(),
            work.domain(),
            threads,
            options.blockedAfter(),
            System::nanoTime);
    List<Optional<String>> decisionLists =
        options.deciders() == 0 ? List.of() : TaskListChoice.decisions(options, work);
    Decider decider =
        new Decider(
            options.deciders() * decisionLists.size(), work, settings, cache, abandoned, calls);
    ActivityRunner runner = new ActivityRunner(work, heartbeats, troubles, calls);
    TaskService service = work.service();
    for (Optional<String> list : decisionLists) {
      for (int i = 1; i <= options.deciders(); i++) {
        add(
            name("decider", list, i),
            () -> service.pollForDecisionTask(list, work.identity(), Work.POLL),
            (task, stopping) -> {
              decider.awaitTurn();
              return decider.handle((DecisionTask) task, Optional::empty);
            });
      }
    }
    for (Optional<String> list : TaskListChoice.activities(options, work)) {
      for (int i = 1; i <= options.workers(); i++) {
        add(
            name("worker", list, i),
            () -> service.pollForActivityTask(list, work.identity(), Work.POLL),
            new Worker(runner, decider, work, list, decisionLists)::handle);
      }
    }
  }

  /**
   * Starts polling.
   *
   * @throws ConfigurationException if there is no task list to poll
   */
  public static PollingRun start(Work work, RunOptions options, AbandonedExecutions abandoned) {
    PollingRun run = new PollingRun(work, options, abandoned);
    if (run.loops.isEmpty() && options.deciders() + options.workers() > 0) {
      run.close();
      throw new ConfigurationException(
          "there is nothing to poll: no task was found here that names a task list, and none was"
              + " named; is the tasks' jar on the class path?");
    }
    run.loops.forEach(PollLoop::start);
    return run;
  }

  /** Takes a task, if there is one within SWF's long poll. */
  private interface Poll {
    Optional<? extends ServiceTask> take() throws InterruptedException;
  }

  /**
   * Does a task, and returns the next if it has taken one, which it must not once it is stopping.
   */
  private interface Handler {
    Optional<ServiceTask> handle(ServiceTask task, BooleanSupplier stopping);
  }

  private void add(String name, Poll poll, Handler handler) {
    PollLoop[] self = new PollLoop[1];
    self[0] =
        new PollLoop(
            name,
            () -> {
              PollLoop loop = self[0];
              BooleanSupplier stopping = loop::isStopping;
              Optional<? extends ServiceTask> next = poll.take();
              while (next.isPresent()) {
                ServiceTask task = next.get();
                next = loop.handle(() -> handler.handle(task, stopping));
              }
            },
            troubles);
    loops.add(self[0]);
  }

  private static String name(String kind, Optional<String> list, int number) {
    return kind + list.map(name -> "-" + name).orElse("") + "-" + number;
  }

  /** How many threads have died of an error and were replaced. */
  public int replacedThreads() {
    return troubles.replacedThreads();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      drain.run();
      cache.close();
      threads.close();
    }
  }
}
