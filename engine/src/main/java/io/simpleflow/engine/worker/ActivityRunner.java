package io.simpleflow.engine.worker;

import io.simpleflow.SerializationException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs activity tasks and answers them. Thread-safe. */
final class ActivityRunner {
  private static final Logger LOGGER = LoggerFactory.getLogger(ActivityRunner.class);

  private final TaskService service;
  private final TaskCatalog tasks;
  private final DataConverter converter;
  private final Heartbeats heartbeats;

  ActivityRunner(
      TaskService service, TaskCatalog tasks, DataConverter converter, Heartbeats heartbeats) {
    this.service = service;
    this.tasks = tasks;
    this.converter = converter;
    this.heartbeats = heartbeats;
  }

  /** Runs a task on this thread and answers it, unless it is interrupted by a stop. */
  void handle(ActivityTask task) {
    MDC.put("workflowId", task.execution().workflowId());
    MDC.put("runId", task.execution().runId());
    MDC.put("activityId", task.activityId());
    try {
      run(task);
    } catch (StaleTaskException late) {
      LOGGER.warn("{} ended too late: {}", task.activityId(), late.getMessage());
    } finally {
      MDC.remove("workflowId");
      MDC.remove("runId");
      MDC.remove("activityId");
    }
  }

  private void run(ActivityTask task) {
    RunningActivity running = new RunningActivity(task, Thread.currentThread(), service, converter);
    String result;
    try {
      result = execute(definition(task), running);
    } catch (Throwable thrown) {
      running.end();
      answerFailure(task, running, thrown);
      return;
    }
    running.end();
    if (!running.completesLater()) {
      service.respondActivityTaskCompleted(task.taskToken(), result);
    }
  }

  private String execute(ActivityDefinition definition, RunningActivity running) throws Exception {
    Heartbeats.Registration registration = heartbeats.begin(running, definition);
    try {
      String result = definition.execute(running.input(), running);
      checkLength(result);
      return result;
    } finally {
      registration.end();
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
          "the result is %,d characters of JSON; at most %,d are allowed"
              .formatted(result.length(), limit));
    }
  }

  private void answerFailure(ActivityTask task, RunningActivity running, Throwable thrown) {
    if (running.isLost()) {
      LOGGER.warn("{} was stopped: the service has given it up", task.activityId());
    } else if (running.isCancelRequested() && isCancellation(thrown)) {
      service.respondActivityTaskCanceled(task.taskToken(), null);
    } else if (running.isInterruptedByStop()) {
      LOGGER.warn("{} was interrupted by the stop and stays open", task.activityId());
    } else {
      LOGGER.info("{} failed", task.activityId(), thrown);
      FailureDetails failure = FailureDetails.of(thrown, service.limits());
      service.respondActivityTaskFailed(task.taskToken(), failure.reason(), failure.details());
    }
  }

  private static boolean isCancellation(Throwable thrown) {
    return thrown instanceof TaskCanceledException || thrown instanceof InterruptedException;
  }
}
