package io.simpleflow.engine.worker;

import io.simpleflow.ServiceException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.engine.replay.ExecutionCache;
import io.simpleflow.engine.replay.ReplaySettings;
import io.simpleflow.engine.replay.ReplayedExecution;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ServiceTask;
import io.simpleflow.spi.TaskService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Makes decisions: continues the execution where the cache has it, replays it from the start where
 * not, and answers. Thread-safe.
 */
final class Decider {
  private static final Logger LOGGER = LoggerFactory.getLogger(Decider.class);

  /** How long to try to answer a decision task that has no timeout. */
  private static final Duration WITHOUT_TIMEOUT = Duration.ofHours(1);

  /** SWF advises to keep histories shorter than this. */
  private static final long MANY_EVENTS = 10_000;

  private final Work work;
  private final ReplaySettings settings;
  private final ExecutionCache cache;
  private final AbandonedExecutions abandoned;
  private final ServiceCalls calls;
  private final WorkflowLookup workflows;
  private final MissingTypes missingTypes;
  private final Semaphore turns;

  /**
   * A decider that waits for its first task.
   *
   * @param atOnce how many decisions are made at once
   */
  Decider(
      int atOnce,
      Work work,
      ReplaySettings settings,
      ExecutionCache cache,
      AbandonedExecutions abandoned,
      ServiceCalls calls) {
    this.work = work;
    this.settings = settings;
    this.cache = cache;
    this.abandoned = abandoned;
    this.calls = calls;
    this.workflows = new WorkflowLookup(work.tasks(), work.domain());
    this.missingTypes = new MissingTypes(work, calls);
    this.turns = new Semaphore(atOnce);
  }

  /** Waits until a decision may be made; the turn ends with {@link #handle} or {@link #pass}. */
  void awaitTurn() {
    turns.acquireUninterruptibly();
  }

  /** As {@link #awaitTurn}, if that need not wait. */
  boolean tryTurn() {
    return !turns.hasQueuedThreads() && turns.tryAcquire(); // Who has polled a decision goes first.
  }

  /** Ends a turn without a decision. */
  void pass() {
    turns.release();
  }

  /**
   * Makes a decision on this thread, whose turn it is, and ends the turn.
   *
   * @param take polls for what to do next
   * @return what the service had to do after the answer
   */
  Optional<ServiceTask> handle(DecisionTask task, Supplier<Optional<ServiceTask>> take) {
    MDC.put("workflowId", task.execution().workflowId());
    MDC.put("runId", task.execution().runId());
    try {
      return decide(task, take);
    } catch (UnfitExecutionException unfit) {
      // Left unanswered, so that the execution goes on once the code is mended.
      abandoned.add(task.execution().runId(), unfit.reason());
    } catch (StaleTaskException late) {
      LOGGER.warn("decision for {} came too late: {}", task.execution(), late.getMessage());
    } catch (ServiceException away) {
      LOGGER.warn("decision for {} is lost: {}", task.execution(), away.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      LOGGER.warn("decision for {} is lost: interrupted", task.execution());
    } finally {
      MDC.remove("workflowId");
      MDC.remove("runId");
      turns.release();
    }
    return Optional.empty();
  }

  private Optional<ServiceTask> decide(DecisionTask task, Supplier<Optional<ServiceTask>> take)
      throws InterruptedException {
    String runId = task.execution().runId();
    if (abandoned.holdsThread(runId)) {
      return Optional.empty(); // It would only take another thread for ever.
    }
    warnOfManyEvents(task);
    DecisionTaskScheduled scheduled = scheduled(task);
    Duration limit = timeout(scheduled);
    missingTypes.register(task, limit);
    Optional<ReplayedExecution> cached = cache.take(task);
    List<HistoryEvent> events = cached.isPresent() ? task.events() : wholeHistory(task, limit);
    ReplayedExecution execution =
        cached.orElseGet(() -> replayed(task, events.get(0), scheduled.taskList()));
    List<Decision> decisions;
    try {
      decisions = execution.decide(events);
    } catch (RuntimeException | Error unfit) {
      execution.close();
      abandoned.closed(runId, execution);
      throw new UnfitExecutionException(unfit);
    }
    abandoned.remove(runId); // Before somebody else may have the next decision.
    Optional<ServiceTask> next = answer(task, execution, decisions, limit, take);
    return next;
  }

  /** Once for each execution: at the decision that takes it beyond the limit. */
  private void warnOfManyEvents(DecisionTask task) {
    if (task.startedEventId() >= MANY_EVENTS && task.previousStartedEventId() < MANY_EVENTS) {
      LOGGER.warn(
          "{} has {} events; the service ends it at {}: split it up",
          task.execution(),
          task.startedEventId(),
          settings.limits().events());
    }
  }

  /** What made the service hand the decision out. */
  private static DecisionTaskScheduled scheduled(DecisionTask task) {
    List<HistoryEvent> events = task.events();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i) instanceof DecisionTaskScheduled scheduled) {
        return scheduled;
      }
    }
    throw new IllegalArgumentException(
        "the decision task of event %d was never scheduled".formatted(task.startedEventId()));
  }

  private static Duration timeout(DecisionTaskScheduled scheduled) {
    String seconds = scheduled.startToCloseTimeout();
    return seconds == null || seconds.equals("NONE")
        ? WITHOUT_TIMEOUT
        : Duration.ofSeconds(Long.parseLong(seconds));
  }

  /**
   * The execution goes into the cache first: its next decision may come before this returns. It is
   * dropped when the answer fails: whether the service has applied it is not known then, and the
   * history tells.
   */
  private Optional<ServiceTask> answer(
      DecisionTask task,
      ReplayedExecution execution,
      List<Decision> decisions,
      Duration limit,
      Supplier<Optional<ServiceTask>> take)
      throws InterruptedException {
    String runId = task.execution().runId();
    boolean closes = closes(decisions);
    if (closes) {
      execution.close(); // A refused close is answered again from the history.
    } else {
      cache.put(runId, execution);
    }
    boolean answered = false;
    Duration pause = Pace.pause(task, closes ? 1 : execution.tasksPerDecision(), limit);
    try {
      calls.pause(pause);
      TaskService service = work.service();
      Runnable answer =
          () ->
              service.respondDecisionTaskCompleted(
                  task.taskToken(), decisions, execution.executionContext().orElse(null));
      Optional<ServiceTask> next = calls.ask(limit, () -> service.answer(answer, take));
      answered = true;
      return next;
    } catch (IllegalArgumentException beyondLimits) {
      throw new UnfitExecutionException(beyondLimits);
    } finally {
      if (!answered) {
        cache.remove(runId, execution);
      }
    }
  }

  private static boolean closes(List<Decision> decisions) {
    for (Decision decision : decisions) {
      if (decision.type().isClosing()) {
        return true;
      }
    }
    return false;
  }

  private ReplayedExecution replayed(DecisionTask task, HistoryEvent first, String taskList) {
    try {
      return new ReplayedExecution(
          settings, workflows.find(task.workflowType(), () -> first, taskList), task.execution());
    } catch (SimpleflowException notHere) {
      throw new UnfitExecutionException(notHere);
    }
  }

  private List<HistoryEvent> wholeHistory(DecisionTask task, Duration limit)
      throws InterruptedException {
    if (task.events().get(0).id() == 1) {
      return task.events();
    }
    // Events that came after the decision task was handed out belong to the next decision.
    int wanted = Math.toIntExact(task.startedEventId());
    return calls.ask(
        limit,
        () -> {
          List<HistoryEvent> events = work.histories().events(task.execution(), 0, wanted);
          if (events.size() < wanted) {
            throw new ServiceException(
                "the history of %s has %d of its %d events"
                    .formatted(task.execution(), events.size(), wanted));
          }
          return events;
        });
  }
}
