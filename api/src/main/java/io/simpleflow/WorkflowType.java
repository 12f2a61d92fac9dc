package io.simpleflow;

import io.simpleflow.history.ChildPolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a workflow type on a subclass of {@link Workflow}. The class must have a public
 * constructor without parameters and exactly one public method named {@code run}.
 *
 * <p>Timeouts are written as {@code "30s"}, {@code "5m"}, {@code "1h"}, {@code "2d"}, a bare number
 * of seconds, or {@code "NONE"} where SWF allows it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WorkflowType {
  /** The type's name; by default the class's name. At most 256 characters. */
  String name() default "";

  /** The type's version, 1 to 64 characters. */
  String version() default "default";

  /** The task list of its decision tasks. */
  String taskList() default "default";

  /** The priority of its activities where they name none; see {@link Activity#NO_PRIORITY}. */
  int taskPriority() default Activity.NO_PRIORITY;

  /** How long an execution may take, at most a year (SWF's rule), which is the default. */
  String executionStartToCloseTimeout() default "365d";

  /** How long one decision may take before another decider gets it. */
  String taskStartToCloseTimeout() default "60s";

  /** What becomes of open children when an execution is terminated or times out. */
  ChildPolicy childPolicy() default ChildPolicy.TERMINATE;

  /** The IAM role that its Lambda functions are called with; by default none. */
  String lambdaRole() default "";

  /** How many times it is started again, at once, if it fails or times out as a child. */
  int retry() default 0;

  /**
   * Whether equal arguments mean the same child: it is then started once per execution, with the
   * options and the failure handler of the first submit; those of later ones are not looked at.
   */
  boolean idempotent() default false;

  /** Whether signals that propagate are sent on to the execution's parent. */
  boolean propagateSignalsToParent() default true;

  /**
   * From how many events on a run ends and goes on as new by itself, as {@link Workflow#nextRun}
   * says, at the first decision at which it waits with nothing under way and no signal left in a
   * {@link SignalQueue} that it has asked for, and was not cancelled; what was sent and not
   * delivered yet is under way too. From 10 (a run that begins anew must get on) to 25,000 (SWF
   * allows a history no more), or 0 for never.
   */
  int continueAsNewAfterEvents() default 0;
}
