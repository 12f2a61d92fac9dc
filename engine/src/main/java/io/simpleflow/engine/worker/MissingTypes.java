package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.ActivityEvent.ScheduleActivityTaskFailed;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes types known for which the service has refused a decision since the last one: what was
 * refused is asked for again then. Thread-safe.
 */
record MissingTypes(Work work, ServiceCalls calls) {
  private static final Logger LOGGER = LoggerFactory.getLogger(MissingTypes.class);

  void register(DecisionTask task, Duration limit) throws InterruptedException {
    for (HistoryEvent event : task.events()) {
      if (event.id() <= task.previousStartedEventId()) {
        continue;
      }
      if (event instanceof ScheduleActivityTaskFailed refused
          && refused.cause().equals("ACTIVITY_TYPE_DOES_NOT_EXIST")) {
        register(limit, () -> work.registry().register(defaults(refused.activityType())));
      } else if (event instanceof StartChildWorkflowExecutionFailed refused
          && refused.cause().equals("WORKFLOW_TYPE_DOES_NOT_EXIST")) {
        Optional<WorkflowTypeDefaults> defaults = defaults(refused.workflowType());
        if (defaults.isPresent()) {
          register(limit, () -> work.registry().register(defaults.get()));
        }
      }
    }
  }

  private void register(Duration limit, Runnable registration) throws InterruptedException {
    try {
      calls.tell(limit, registration);
    } catch (SimpleflowException failure) {
      LOGGER.error("{}", failure.getMessage());
    }
  }

  private ActivityTypeDefaults defaults(ActivityType type) {
    return work.tasks()
        .activity(type)
        .map(TypeDefaults::of)
        .orElseGet(() -> TypeDefaults.none(type));
  }

  /** None of a type whose code is nowhere: a service in this process has no deciders elsewhere. */
  private Optional<WorkflowTypeDefaults> defaults(WorkflowType type) {
    try {
      return Optional.of(work.tasks().workflow(type).defaults());
    } catch (TaskNotFoundException elsewhere) {
      return work.service().limits().pollsEveryTaskList()
          ? Optional.empty()
          : Optional.of(TypeDefaults.standard(type));
    }
  }
}
