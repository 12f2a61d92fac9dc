package io.simpleflow.engine.worker;

import io.simpleflow.SerializationException;
import io.simpleflow.ServiceException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.ServiceTask;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskService;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs activity tasks and answers them. Thread-safe. */
final class ActivityRunner {
  private static final Logger LOGGER = LoggerFactory.getLogger(ActivityRunner.class);

  /** How long to try to answer a task that has no timeout: its work is done and worth it. */
  private static final Duration WITHOUT_TIMEOUT = Duration.ofDays(1);

  private final TaskService service;
  private final TaskCatalog tasks;
  private final RunningActivity.Connection connection;
  private final ServiceCalls calls;

  /** Makes an answer, and returns what the service had to do after it. */
  private interface Answering {
    Optional<ServiceTask> make(Runnable answer);
  }

  ActivityRunner(Work work, Heartbeats heartbeats, Troubles troubles, ServiceCalls calls) {
    this.service = work.service();
    this.tasks = work.tasks();
    this.connection =
        new RunningActivity.Connection(work.service(), work.converter(), heartbeats, troubles);
    this.calls = calls;
  }

  /**
   * Runs a task on this thread and answers it; the log tells if that could not be.
   *
   * @param take polls for what to do next
   * @return what the service had to do after the answer
   */
  Optional<ServiceTask> handle(ActivityTask task, Supplier<Optional<ServiceTask>> take) {
    return named(
        task,
        () -> {
          try {
            return run(task, answer -> service.answer(answer, take));
          } catch (SimpleflowException unanswered) {
            LOGGER.warn("{}", unanswered.getMessage());
            return Optional.empty();
          }
        });
  }

  /**
   * As {@link #handle}, for a caller who wants to know.
   *
   * @throws StaleTaskException if the task was no longer this worker's when it ended
   * @throws ServiceException if it stays open: it was interrupted by a stop, or nobody could be
   *     told
   */
  void runAndAnswer(ActivityTask task) {
    var unused =
        named(
            task,
            () ->
                run(
                    task,
                    answer -> {
                      answer.run(); // Returns when the answer is kept.
                      return Optional.empty();
                    }));
  }

  private static <T> T named(ActivityTask task, Supplier<T> body) {
    MDC.put("workflowId", task.execution().workflowId());
    MDC.put("runId", task.execution().runId());
    MDC.put("activityId", task.activityId());
    try {
      return body.get();
    } finally {
      MDC.remove("workflowId");
      MDC.remove("runId");
      MDC.remove("activityId");
    }
  }

  private Optional<ServiceTask> run(ActivityTask task, Answering answering) {
    RunningActivity running = new RunningActivity(task, timeouts(task), connection);
    String result;
    try {
      result = execute(definition(task), running);
    } catch (Throwable thrown) {
      running.end();
      return answerFailure(task, running, thrown, answering);
    }
    running.end();
    if (running.completesLater()) {
      return Optional.empty();
    }
    try {
      return answer(
          task,
          running,
          () -> service.respondActivityTaskCompleted(task.taskToken(), result),
          answering);
    } catch (IllegalArgumentException refused) {
      // Else it would stay open until its timeout.
      return answerFailure(task, running, refused, answering);
    }
  }

  private String execute(ActivityDefinition definition, RunningActivity running) throws Exception {
    Heartbeats.Registration registration = connection.heartbeats().begin(running);
    try {
      String result = definition.execute(running.input(), running);
      if (!running.completesLater()) {
        checkLength(result);
      }
      return result;
    } finally {
      registration.end();
    }
  }

  private ActivityTimeouts timeouts(ActivityTask task) {
    try {
      return ActivityTimeouts.of(task, tasks.activity(task.activityType()));
    } catch (SimpleflowException unusable) {
      return ActivityTimeouts.of(task, Optional.empty()); // Told when it is to run.
    }
  }

  private ActivityDefinition definition(ActivityTask task) {
    return tasks
        .activity(task.activityType())
        .orElseThrow(
            () ->
                new TaskNotFoundException(
                    "no activity '%s' of version '%s' is on this worker's class path"
                        .formatted(task.activityType().name(), task.activityType().version())));
  }

  private void checkLength(String result) {
    int limit = service.limits().dataCharacters();
    if (result.length() > limit) {
      throw new SerializationException(
          ("the result is %,d characters of JSON; at most %,d are allowed:"
                  + " return a reference to large data")
              .formatted(result.length(), limit));
    }
  }

  private Optional<ServiceTask> answerFailure(
      ActivityTask task, RunningActivity running, Throwable thrown, Answering answering) {
    String token = task.taskToken();
    if (running.isLost()) {
      throw new StaleTaskException(
          task.activityId() + " was stopped: the service has given it up", thrown);
    } else if (running.isCancelRequested() && isCancellation(thrown)) {
      return answer(
          task, running, () -> service.respondActivityTaskCanceled(token, null), answering);
    } else if (running.isInterruptedByStop()) {
      throw new ServiceException(
          task.activityId() + " was interrupted by the stop and stays open", thrown);
    } else {
      LOGGER.info("{} failed", task.activityId(), thrown);
      FailureDetails failure = FailureDetails.of(thrown, service.limits());
      return answer(
          task,
          running,
          () -> service.respondActivityTaskFailed(token, failure.reason(), failure.details()),
          answering);
    }
  }

  /** Also where the activity's code has wrapped what interrupted it. */
  private static boolean isCancellation(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof TaskCanceledException || cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  /** Answers as long as it makes sense: what is not answered is done again. */
  private Optional<ServiceTask> answer(
      ActivityTask task, RunningActivity running, Runnable answer, Answering answering) {
    try {
      return calls.ask(
          running.timeouts().startToClose().orElse(WITHOUT_TIMEOUT), () -> answering.make(answer));
    } catch (StaleTaskException late) {
      throw new StaleTaskException(
          "%s ended too late: %s".formatted(task.activityId(), late.getMessage()), late);
    } catch (ServiceException away) {
      throw new ServiceException(
          "%s ended, which nobody could be told: %s"
              .formatted(task.activityId(), away.getMessage()),
          away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ServiceException(
          task.activityId() + " ended, which nobody was told: interrupted", stopped);
    }
  }
}
