package io.simpleflow.engine.worker;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.ServiceException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.TaskService;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An activity at work: its context, its heartbeats, and how it is told to stop. Thread-safe; the
 * thread is interrupted only while the activity is on it.
 */
final class RunningActivity implements ActivityContext {
  private static final int MOST_DETAILS = 2_048;

  /** SWF takes 160 heartbeats a second from a whole account; an activity may loop faster. */
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  private final ActivityTask task;
  private final ActivityTimeouts timeouts;
  private final Thread thread;
  private final Connection connection;
  private final long pauseNanos;
  private @Nullable String details;
  private long sentAt;
  private boolean heldBack;
  private boolean ended;
  private boolean interrupted;
  private volatile boolean cancelRequested;
  private volatile boolean lost;
  private volatile boolean stopped;
  private volatile boolean completesLater;

  /** What a running activity speaks with. */
  record Connection(
      TaskService service, DataConverter converter, Heartbeats heartbeats, Troubles troubles) {}

  /** An activity that is about to run on this thread. */
  RunningActivity(ActivityTask task, ActivityTimeouts timeouts, Connection connection) {
    this.task = task;
    this.timeouts = timeouts;
    this.thread = Thread.currentThread();
    this.connection = connection;
    this.pauseNanos = timeouts.heartbeatPause(LEAST_PAUSE).toNanos();
    this.sentAt = System.nanoTime() - pauseNanos;
  }

  ActivityTimeouts timeouts() {
    return timeouts;
  }

  /** Says that the activity has left the thread, which is from now on left alone. */
  synchronized void end() {
    ended = true;
    connection.troubles.left(this);
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
    send();
    if (isUnwanted()) {
      interrupt();
    }
  }

  private boolean isUnwanted() {
    return cancelRequested || lost;
  }

  /** Sends a heartbeat, which does the activity no harm if the service is away. */
  private void send() {
    String newest;
    synchronized (this) {
      if (ended || lost) {
        return; // Nobody wants to hear of it any more.
      }
      newest = details;
      sentAt = System.nanoTime();
    }
    try {
      if (connection.service.recordActivityTaskHeartbeat(task.taskToken(), newest)) {
        cancelRequested = true;
      }
      connection.troubles.worked(this);
    } catch (StaleTaskException gone) {
      lost = true;
    } catch (ServiceException away) {
      failed(away);
    }
  }

  private synchronized void failed(ServiceException away) {
    if (!ended) {
      connection.troubles.failed(this, away, Troubles.FOR_EVER);
    }
  }

  /** Called when the pause after the last heartbeat is over. */
  void sendHeldBack() {
    synchronized (this) {
      heldBack = false;
    }
    send();
  }

  @Override
  public void heartbeat(@Nullable Object newDetails) {
    if (isDue(newDetails == null ? null : json(newDetails))) {
      send();
    }
    if (isUnwanted()) {
      throw new TaskCanceledException(task.activityId(), Optional.empty());
    }
  }

  private String json(Object newDetails) {
    String json = connection.converter.toJson(newDetails);
    if (json.length() > MOST_DETAILS) {
      throw new SerializationException(
          "the heartbeat's details are %,d characters of JSON; at most %,d are allowed"
              .formatted(json.length(), MOST_DETAILS));
    }
    return json;
  }

  /** Keeps the details; if it is too early to send them, that is done when it is not. */
  private synchronized boolean isDue(@Nullable String newDetails) {
    details = newDetails;
    long wait = sentAt + pauseNanos - System.nanoTime();
    if (wait > 0 && !heldBack) {
      heldBack = true;
      connection.heartbeats.sendLater(this, Duration.ofNanos(wait));
    }
    return wait <= 0;
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
  public int attempt() {
    return TaskInput.attempt(task.input());
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
