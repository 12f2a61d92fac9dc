package io.simpleflow.engine.json;

import io.simpleflow.ExecutionFailedException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.ServiceLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the failure of a workflow travels: in the decision that ends its execution, in the original's
 * words; except that this library's own messages stand by themselves.
 */
public final class ExecutionFailure {
  private ExecutionFailure() {}

  /** The decision for what a workflow's code threw, its texts no longer than the service allows. */
  public static Decision.FailWorkflowExecution of(Throwable thrown, ServiceLimits limits) {
    if (thrown instanceof TaskException task) {
      return decision(
          "Workflow execution error in %s: \"%s\"".formatted(task.task(), reason(task)),
          details(task).orElse(null),
          limits);
    }
    if (thrown instanceof ExecutionFailedException own) {
      return decision(String.valueOf(own.getMessage()), own.details().orElse(null), limits);
    }
    String details = "Traceback:\n" + stackTrace(thrown);
    if (thrown instanceof SimpleflowException) {
      return decision("Workflow execution error: " + thrown.getMessage(), details, limits);
    }
    // The error itself says nothing of what went wrong in the class.
    Throwable cause =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return decision(
        "Cannot replay the workflow: %s(%s)"
            .formatted(
                cause.getClass().getSimpleName(),
                cause.getMessage() == null ? "" : cause.getMessage()),
        details,
        limits);
  }

  /** The decision for what a hook threw that was asked before the code could run. */
  public static Decision.FailWorkflowExecution ofHook(Throwable thrown, ServiceLimits limits) {
    return decision(
        "workflow decision failed: " + thrown, "Traceback:\n" + stackTrace(thrown), limits);
  }

  private static Decision.FailWorkflowExecution decision(
      String reason, @Nullable String details, ServiceLimits limits) {
    return new Decision.FailWorkflowExecution(
        cut(reason, limits.reasonCharacters()),
        details == null ? null : cut(details, limits.dataCharacters()));
  }

  private static String reason(TaskException exception) {
    if (exception instanceof TaskFailedException failed) {
      return failed.reason();
    } else if (exception instanceof TaskTimedOutException timedOut) {
      return "TimeoutError(" + timedOut.timeoutType() + ")";
    }
    return exception instanceof TaskCanceledException canceled
        ? "TaskCanceled(" + canceled.details().orElse("") + ")"
        : "TaskTerminated()";
  }

  private static Optional<String> details(TaskException exception) {
    if (exception instanceof TaskFailedException failed) {
      return failed.details();
    } else if (exception instanceof TaskTimedOutException timedOut) {
      return timedOut.details();
    }
    return exception instanceof TaskCanceledException canceled
        ? canceled.details()
        : Optional.empty();
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end) + "…";
  }
}
