package io.simpleflow.endtoend;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.RetryPolicy;
import io.simpleflow.Submitter;
import io.simpleflow.Task;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs activities that are written in Python, in every way that they may end. */
@WorkflowType(name = "calls-python", version = "1", taskList = "java-decisions")
public class CallsPythonWorkflow extends Workflow {
  /**
   * What each activity gave.
   *
   * @param same the values that went to Python and came back
   * @param isSame whether they are what they were
   * @param shown how Python writes them
   * @param nothing None
   * @param ids the id that a task has, and the one that Python makes of its input
   * @param attempts how often an activity ran that failed at first
   * @param refused reason, type and details of a failure
   * @param died the same of a process that died
   */
  public record Results(
      List<Object> same,
      boolean isSame,
      String shown,
      @Nullable Object nothing,
      List<String> ids,
      int attempts,
      List<String> refused,
      List<String> died) {}

  /** Returns what each activity gave. */
  public Results run(List<Object> values) {
    Submitter python = with(ActivityOptions.none().withTaskList("python"));
    Func.F1<Object[], List<String>> identify = stub(ForeignTasks.OfPython.class)::identify;
    Future<List<Object>> same =
        python.submit(task("same", new GenericType<List<Object>>() {}, values));
    Future<String> shown =
        python.submit(task("show", new GenericType<String>() {}, values.toArray()).with("k", same));
    Future<@Nullable Object> nothing = python.submit(task("nothing", new GenericType<>() {}));
    Future<List<String>> ids = submit(Task.of(identify, values.toArray()));
    Future<Integer> hesitating =
        with(ActivityOptions.none().withTaskList("python").withRetry(RetryPolicy.immediately(1)))
            .submit(task("hesitate", new GenericType<Integer>() {}));
    Future<Object> refused = python.submit(task("refuse", new GenericType<>() {}, "n\u00e9"));
    Future<Object> died = python.submit(task("die", new GenericType<>() {}));

    return new Results(
        same.result(),
        Objects.equals(same.result(), values),
        shown.result(),
        nothing.result(),
        ids.result(),
        hesitating.result(),
        failure(refused),
        failure(died));
  }

  private static <R extends @Nullable Object> Task<R> task(
      String function, GenericType<R> resultType, @Nullable Object... arguments) {
    return Task.named("python." + function, "default", resultType, arguments);
  }

  private static List<String> failure(Future<?> future) {
    try {
      return Arrays.asList("no failure", String.valueOf(future.result()));
    } catch (TaskFailedException failed) {
      return Arrays.asList(
          failed.reason(), failed.errorType().orElse("none"), failed.details().orElse("none"));
    }
  }
}
