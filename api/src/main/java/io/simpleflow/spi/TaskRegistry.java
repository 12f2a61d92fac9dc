package io.simpleflow.spi;

import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import java.util.Optional;

/**
 * Which activity and workflow types the service knows. Registering a type may register the domain
 * that it belongs to; finding one does not. Thread-safe.
 */
public interface TaskRegistry {
  /**
   * Makes a workflow type known with its defaults, unless it is known already.
   *
   * @throws io.simpleflow.ConfigurationException if the type is deprecated
   */
  void register(WorkflowTypeDefaults type);

  /**
   * Makes an activity type known with its defaults, unless it is known already.
   *
   * @throws io.simpleflow.ConfigurationException if the type is deprecated
   */
  void register(ActivityTypeDefaults type);

  /**
   * The defaults of a known workflow type.
   *
   * @throws io.simpleflow.ServiceException if there is no such domain, or the service is away
   */
  Optional<WorkflowTypeDefaults> find(WorkflowType type);

  /** The defaults of a known activity type; throws as the other. */
  Optional<ActivityTypeDefaults> find(ActivityType type);

  /**
   * A workflow type and what its executions fall back on.
   *
   * @param type name and version
   * @param taskList the task list of decision tasks
   * @param executionStartToCloseTimeout in seconds
   * @param taskStartToCloseTimeout in seconds, or NONE
   * @param childPolicy what becomes of open children
   * @param taskPriority the priority of decision tasks, an integer
   * @param lambdaRole the IAM role that Lambda functions are called with
   */
  record WorkflowTypeDefaults(
      WorkflowType type,
      Optional<String> taskList,
      Optional<String> executionStartToCloseTimeout,
      Optional<String> taskStartToCloseTimeout,
      Optional<ChildPolicy> childPolicy,
      Optional<String> taskPriority,
      Optional<String> lambdaRole) {}

  /**
   * An activity type and what its tasks fall back on; timeouts in seconds, or NONE.
   *
   * @param type name and version
   */
  record ActivityTypeDefaults(
      ActivityType type,
      Optional<String> taskList,
      Optional<String> taskPriority,
      Optional<String> startToCloseTimeout,
      Optional<String> scheduleToStartTimeout,
      Optional<String> scheduleToCloseTimeout,
      Optional<String> heartbeatTimeout) {}
}
