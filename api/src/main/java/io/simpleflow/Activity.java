package io.simpleflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an activity: a task that a worker runs outside the workflow's own code.
 *
 * <p>It may stand on
 *
 * <ul>
 *   <li>a public static method;
 *   <li>a method of an interface, or the interface itself for all its methods: the activity runs on
 *       an instance of a class on the class path that implements the interface, obtained from the
 *       {@link io.simpleflow.spi.ObjectFactory};
 *   <li>a class with a public {@code call()} or {@code execute()} method: an instance is made with
 *       the task's arguments, then that method gives the result. A public {@code postExecute()}
 *       without parameters, if there is one, is called after it.
 * </ul>
 *
 * <p>Timeouts are written as {@code "30s"}, {@code "5m"}, {@code "1h"}, {@code "2d"}, a bare number
 * of seconds, or {@code "NONE"}; an empty text takes the default of the settings (300 seconds
 * unless changed).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Activity {
  /** The value of {@link #taskPriority} that means "none given". */
  int NO_PRIORITY = Integer.MIN_VALUE;

  /**
   * The activity type's name; by default the class's name, with dots before nested classes too, a
   * dot and the method's name (for a class with {@code call()} or {@code execute()}, the class's
   * name alone). The name given to an interface takes the place of the class's name. At most 256
   * characters, without {@code :}, {@code /}, {@code |} or control characters (SWF's rule).
   */
  String name() default "";

  /** The activity type's version, 1 to 64 characters. */
  String version() default "default";

  /**
   * The task list on which the task is scheduled; {@code default} is the one that the settings name
   * ({@code ACTIVITY_DEFAULT_TASK_LIST}), which is itself called {@code default} unless changed.
   */
  String taskList() default "default";

  /** The priority in the task list, higher first; see {@link #NO_PRIORITY}. */
  int taskPriority() default NO_PRIORITY;

  /**
   * How many times a failed or timed-out task is scheduled again, at once. For pauses between the
   * attempts, see {@link Retry}; an activity has one or the other.
   */
  int retry() default 0;

  /** How long one attempt may run. */
  String startToCloseTimeout() default "";

  /** How long the task may wait for a worker. */
  String scheduleToStartTimeout() default "";

  /** How long waiting and running may take together. */
  String scheduleToCloseTimeout() default "";

  /** How long the worker may be silent before the attempt counts as lost. */
  String heartbeatTimeout() default "";

  /**
   * Whether equal arguments mean the same task: it then runs once per execution, and its id is made
   * of the arguments' hash instead of a number. It has the options and the failure handler of the
   * first submit; those of later ones are not looked at.
   */
  boolean idempotent() default false;

  /** See {@link ActivityOptions#raisesOnFailure}. */
  boolean raisesOnFailure() default false;
}
