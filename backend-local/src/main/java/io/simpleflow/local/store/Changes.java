package io.simpleflow.local.store;

import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.List;

/**
 * What one operation of the service changes; kept whole or not at all.
 *
 * @param executions executions that are new, or whose line in the listing is to be replaced
 * @param events the events that executions got, after those they have
 * @param workflowTypes workflow types that are new or to be replaced
 * @param activityTypes activity types that are new or to be replaced
 */
public record Changes(
    List<StoredExecution> executions,
    List<NewEvents> events,
    List<RegisteredType<WorkflowTypeDefaults>> workflowTypes,
    List<RegisteredType<ActivityTypeDefaults>> activityTypes) {

  /** Copies the lists. */
  public Changes {
    executions = List.copyOf(executions);
    events = List.copyOf(events);
    workflowTypes = List.copyOf(workflowTypes);
    activityTypes = List.copyOf(activityTypes);
  }

  /** Changes of executions alone. */
  public static Changes of(List<StoredExecution> executions, List<NewEvents> events) {
    return new Changes(executions, events, List.of(), List.of());
  }

  /** The registration of a workflow type alone. */
  public static Changes ofWorkflowType(RegisteredType<WorkflowTypeDefaults> type) {
    return new Changes(List.of(), List.of(), List.of(type), List.of());
  }

  /** The registration of an activity type alone. */
  public static Changes ofActivityType(RegisteredType<ActivityTypeDefaults> type) {
    return new Changes(List.of(), List.of(), List.of(), List.of(type));
  }

  /**
   * Events that follow those an execution has.
   *
   * @param key the execution's
   */
  public record NewEvents(long key, List<HistoryEvent> events) {
    /** Copies the events. */
    public NewEvents {
      events = List.copyOf(events);
    }
  }
}
