package io.simpleflow.engine.worker;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.StaleTaskException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.TaskService;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An activity at work: its context, its heartbeats, and how it is told to stop. Thread-safe; the
 * thread is interrupted only while the activity is on it.
 */
final class RunningActivity implements ActivityContext {
  private final ActivityTask task;
  private final Thread thread;
  private final TaskService service;
  private final DataConverter converter;
  private @Nullable String details;
  private boolean ended;
  private boolean interrupted;
  private volatile boolean cancelRequested;
  private volatile boolean lost;
  private volatile boolean stopped;
  private volatile boolean completesLater;

  RunningActivity(ActivityTask task, Thread thread, TaskService service, DataConverter converter) {
    this.task = task;
    this.thread = thread;
    this.service = service;
    this.converter = converter;
  }

  ActivityTask task() {
    return task;
  }

  /** Says that the activity has left the thread, which is from now on left alone. */
  synchronized void end() {
    ended = true;
    if (interrupted) {
      Thread.interrupted(); // The flag was for the activity; the answer must not see it.
    }
  }

  private synchronized void interrupt() {
    if (!ended) {
      interrupted = true;
      thread.interrupt();
    }
  }

  /** Interrupts the activity because the worker stops; it stays open and runs again. */
  void stop() {
    stopped = true;
    interrupt();
  }

  boolean isInterruptedByStop() {
    return stopped;
  }

  /** Whether the service has given the task up: it timed out, or its execution is closed. */
  boolean isLost() {
    return lost;
  }

  /** A heartbeat by the worker: interrupts the activity if it is not wanted any more. */
  void beat() {
    if (beat(currentDetails())) {
      interrupt();
    }
  }

  private synchronized @Nullable String currentDetails() {
    return details;
  }

  /** Sends a heartbeat and says whether the activity should stop. */
  private boolean beat(@Nullable String newDetails) {
    try {
      if (service.recordActivityTaskHeartbeat(task.taskToken(), newDetails)) {
        cancelRequested = true;
      }
    } catch (StaleTaskException gone) {
      lost = true;
    }
    return cancelRequested || lost;
  }

  @Override
  public void heartbeat(@Nullable Object newDetails) {
    String text = newDetails == null ? null : converter.toJson(newDetails);
    synchronized (this) {
      details = text;
    }
    if (beat(text)) {
      throw new TaskCanceledException(task.activityId(), Optional.empty());
    }
  }

  @Override
  public boolean isCancelRequested() {
    return cancelRequested;
  }

  @Override
  public String name() {
    return task.activityType().name();
  }

  @Override
  public String version() {
    return task.activityType().version();
  }

  @Override
  public ExecutionId execution() {
    return task.execution();
  }

  @Override
  public String activityId() {
    return task.activityId();
  }

  @Override
  public String taskToken() {
    return task.taskToken();
  }

  @Override
  public void completeLater() {
    completesLater = true;
  }

  /** Whether somebody else answers the task, after the method has returned. */
  boolean completesLater() {
    return completesLater;
  }

  @Override
  public @Nullable String input() {
    return task.input();
  }
}
