package io.simpleflow.spi;

import io.simpleflow.ActivityOptions;
import io.simpleflow.history.ActivityType;
import java.lang.reflect.Type;

/**
 * What a submitted task comes to.
 *
 * @param type the activity type
 * @param options the activity's options with the task's own laid over them
 * @param idempotent whether equal arguments mean the same task
 * @param resultType what the result is read as
 * @param check looks at the arguments before they are sent
 */
public record SubmittedActivity(
    ActivityType type,
    ActivityOptions options,
    boolean idempotent,
    Type resultType,
    ArgumentCheck check) {

  /** Looks at the arguments of a task, once all of them are known. */
  public interface ArgumentCheck {
    /** The check for tasks whose code is not here. */
    ArgumentCheck NONE = arguments -> {};

    /**
     * Refuses arguments that cannot fit the parameters.
     *
     * @throws io.simpleflow.TaskArgumentException naming the parameter
     */
    void check(TaskArguments arguments);
  }
}
