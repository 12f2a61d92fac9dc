package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.engine.replay.ExecutionCache;
import io.simpleflow.engine.replay.ReplaySettings;
import io.simpleflow.engine.replay.ReplayedExecution;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.Decision;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Makes decisions: continues the execution where the cache has it, replays it from the start where
 * not, and answers. Thread-safe.
 */
final class Decider {
  private static final Logger LOGGER = LoggerFactory.getLogger(Decider.class);

  private final TaskService service;
  private final HistorySource histories;
  private final TaskRegistry registry;
  private final ReplaySettings settings;
  private final ExecutionCache cache;
  private final AbandonedExecutions abandoned;

  Decider(
      TaskService service,
      HistorySource histories,
      TaskRegistry registry,
      ReplaySettings settings,
      ExecutionCache cache,
      AbandonedExecutions abandoned) {
    this.service = service;
    this.histories = histories;
    this.registry = registry;
    this.settings = settings;
    this.cache = cache;
    this.abandoned = abandoned;
  }

  void handle(DecisionTask task) {
    MDC.put("workflowId", task.execution().workflowId());
    MDC.put("runId", task.execution().runId());
    try {
      decide(task);
    } catch (UnfitExecutionException unfit) {
      // Left unanswered, so that the execution goes on once the code is mended.
      abandoned.add(task.execution().runId(), unfit.reason());
    } catch (StaleTaskException late) {
      LOGGER.warn("decision for {} came too late: {}", task.execution(), late.getMessage());
    } finally {
      MDC.remove("workflowId");
      MDC.remove("runId");
    }
  }

  private void decide(DecisionTask task) {
    String runId = task.execution().runId();
    if (abandoned.holdsThread(runId)) {
      return; // It would only take another thread for ever.
    }
    registerMissingTypes(task.events());
    Optional<ReplayedExecution> cached = cache.take(runId, task.previousStartedEventId());
    List<HistoryEvent> events = cached.isPresent() ? task.events() : wholeHistory(task);
    ReplayedExecution execution = cached.orElseGet(() -> replayed(task));
    List<Decision> decisions;
    try {
      decisions = execution.decide(events);
    } catch (RuntimeException | Error unfit) {
      execution.close();
      abandoned.closed(runId, execution);
      throw new UnfitExecutionException(unfit);
    }
    answer(task, execution, decisions);
    abandoned.remove(runId);
  }

  /** The execution goes into the cache first: its next decision may come before this returns. */
  private void answer(DecisionTask task, ReplayedExecution execution, List<Decision> decisions) {
    String runId = task.execution().runId();
    boolean closes = decisions.stream().anyMatch(decision -> decision.type().isClosing());
    if (closes) {
      execution.close(); // A refused close is answered again from the history.
    } else {
      cache.put(runId, execution);
    }
    try {
      service.respondDecisionTaskCompleted(task.taskToken(), decisions, null);
    } catch (IllegalArgumentException beyondLimits) {
      cache.remove(runId, execution);
      throw new UnfitExecutionException(beyondLimits);
    } catch (RuntimeException | Error lost) {
      cache.remove(runId, execution);
      throw lost;
    }
  }

  private ReplayedExecution replayed(DecisionTask task) {
    try {
      return new ReplayedExecution(
          settings, settings.tasks().workflow(task.workflowType()), task.execution());
    } catch (SimpleflowException notHere) {
      throw new UnfitExecutionException(notHere);
    }
  }

  private List<HistoryEvent> wholeHistory(DecisionTask task) {
    if (task.events().get(0).id() == 1) {
      return task.events();
    }
    // Events that came after the decision task was handed out belong to the next decision.
    return histories.events(task.execution(), 0, Math.toIntExact(task.startedEventId()));
  }

  /** The service refused activities of types it does not know: they are asked for again now. */
  private void registerMissingTypes(List<HistoryEvent> events) {
    for (HistoryEvent event : events) {
      if (event instanceof ActivityEvent.ScheduleActivityTaskFailed refused
          && refused.cause().equals("ACTIVITY_TYPE_DOES_NOT_EXIST")) {
        try {
          registry.register(
              new TaskRegistry.ActivityTypeDefaults(
                  refused.activityType(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
        } catch (SimpleflowException failure) {
          LOGGER.error("{}", failure.getMessage());
        }
      }
    }
  }
}
