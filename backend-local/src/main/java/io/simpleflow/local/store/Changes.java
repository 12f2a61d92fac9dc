package io.simpleflow.local.store;

import io.simpleflow.history.ActivityType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.List;

/**
 * What one operation of the service changes; kept whole or not at all.
 *
 * @param executions executions that are new, or whose line in the listing is to be replaced
 * @param events the events that executions got, after those they have
 * @param upkeep what is done besides, in order
 */
public record Changes(
    List<StoredExecution> executions, List<NewEvents> events, List<Upkeep> upkeep) {

  /** Copies the lists. */
  public Changes {
    executions = List.copyOf(executions);
    events = List.copyOf(events);
    upkeep = List.copyOf(upkeep);
  }

  /** Changes of executions alone. */
  public static Changes of(List<StoredExecution> executions, List<NewEvents> events) {
    return new Changes(executions, events, List.of());
  }

  /** Something that is done besides running executions. */
  public static Changes of(Upkeep... upkeep) {
    return new Changes(List.of(), List.of(), List.of(upkeep));
  }

  /** A workflow type that is new or to be replaced. */
  public static Changes ofWorkflowType(RegisteredType<WorkflowTypeDefaults> type) {
    return of(new PutWorkflowType(type));
  }

  /** An activity type that is new or to be replaced. */
  public static Changes ofActivityType(RegisteredType<ActivityTypeDefaults> type) {
    return of(new PutActivityType(type));
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

  /** A change that is not one of a running execution. */
  public sealed interface Upkeep {}

  /** Registers a workflow type, or replaces what is kept of it. */
  public record PutWorkflowType(RegisteredType<WorkflowTypeDefaults> type) implements Upkeep {}

  /** Registers an activity type, or replaces what is kept of it. */
  public record PutActivityType(RegisteredType<ActivityTypeDefaults> type) implements Upkeep {}

  /** Forgets a workflow type. */
  public record DeleteWorkflowType(WorkflowType type) implements Upkeep {}

  /** Forgets an activity type. */
  public record DeleteActivityType(ActivityType type) implements Upkeep {}

  /** Forgets an execution and its history. */
  public record DeleteExecution(long key) implements Upkeep {}

  /** Keeps how an execution stood when it closed. */
  public record PutEnding(long key, Ending ending) implements Upkeep {}

  /** Keeps the details of an activity's last heartbeat. */
  public record PutHeartbeat(long key, long scheduledEventId, String details) implements Upkeep {}

  /** Forgets the details of an activity's last heartbeat. */
  public record DeleteHeartbeat(long key, long scheduledEventId) implements Upkeep {}

  /** Registers the domain, or replaces what is kept of it. */
  record PutDomain(RegisteredDomain domain) implements Upkeep {}
}
