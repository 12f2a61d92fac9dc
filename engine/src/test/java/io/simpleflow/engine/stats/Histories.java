package io.simpleflow.engine.stats;

import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Histories to report on: those saved from SWF, and small ones made event by event. */
final class Histories {
  private final List<HistoryEvent> events = new ArrayList<>();

  private Histories() {}

  /** A history saved from SWF. */
  static History saved(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            Histories.class.getResourceAsStream("/histories/" + name + ".json"), name)) {
      return History.of(HistoryJson.readHistory(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Histories startedAt(String time) {
    Histories histories = new Histories();
    histories.events.add(
        new WorkflowExecutionStarted(
            1,
            at(time),
            "{\"args\":[1]}",
            "3600",
            "300",
            ChildPolicy.TERMINATE,
            "lists",
            null,
            new WorkflowType("WORKFLOW_TYPE", "1"),
            List.of("a", "b"),
            null,
            null,
            0,
            null));
    return histories;
  }

  Histories completedAt(String time) {
    events.add(new WorkflowExecutionCompleted(next(), at(time), "4", 0));
    return this;
  }

  /** A decision that leaves this for readers. */
  Histories decided(String executionContext) {
    Instant time = at("2020-01-01 00:00:00");
    events.add(new DecisionTaskScheduled(next(), time, "lists", null, null, null));
    long scheduled = last(DecisionTaskScheduled.class);
    events.add(new DecisionTaskStarted(next(), time, "me", scheduled));
    events.add(
        new DecisionTaskCompleted(
            next(), time, executionContext, scheduled, scheduled + 1, null, null));
    return this;
  }

  Histories scheduled(String time, String name, String id) {
    events.add(
        new ActivityTaskScheduled(
            next(),
            at(time),
            new ActivityType(name, "2"),
            id,
            "{\"args\":[]}",
            null,
            null,
            null,
            null,
            "list",
            null,
            0,
            null));
    return this;
  }

  /** The task that was scheduled last is taken. */
  Histories started(String time) {
    return started(time, last(ActivityTaskScheduled.class));
  }

  Histories started(String time, long scheduled) {
    events.add(new ActivityTaskStarted(next(), at(time), "me", scheduled));
    return this;
  }

  Histories completed(String time) {
    events.add(
        new ActivityTaskCompleted(
            next(),
            at(time),
            "\"done\"",
            last(ActivityTaskScheduled.class),
            last(ActivityTaskStarted.class)));
    return this;
  }

  Histories failed(String time, @Nullable String reason, @Nullable String details) {
    events.add(
        new ActivityTaskFailed(
            next(),
            at(time),
            reason,
            details,
            last(ActivityTaskScheduled.class),
            last(ActivityTaskStarted.class)));
    return this;
  }

  History history() {
    return History.of(events);
  }

  private long next() {
    return events.size() + 1L;
  }

  private long last(Class<? extends HistoryEvent> type) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (type.isInstance(events.get(i))) {
        return events.get(i).id();
      }
    }
    throw new IllegalStateException("no " + type);
  }

  /** A time in UTC, written as the reports write it. */
  static Instant at(String time) {
    return Instant.parse(time.replace(' ', 'T') + "Z");
  }
}
