package io.simpleflow.testkit;

import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ActivityEvent.ActivityTaskCancelRequested;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCanceled;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTerminated;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTimedOut;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.DecisionTaskEvent;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionContinuedAsNew;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTimedOut;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One way through a history, event by event, looking for what cannot be. Not thread-safe. */
final class LawfulWalk {
  private final List<String> violations = new ArrayList<>();
  private final Tasks activities = new Tasks();
  private final Tasks timers = new Tasks();
  private final Tasks children = new Tasks();
  private final Tasks decisionTasks = new Tasks();
  private final Map<Long, TimerStarted> timersStarted = new HashMap<>();
  private @Nullable HistoryEvent before;
  private @Nullable HistoryEvent closing;
  private long lastDecision;

  List<String> violations() {
    return List.copyOf(violations);
  }

  void next(HistoryEvent event) {
    long expected = before == null ? 1 : before.id() + 1;
    require(event, event.id() == expected, "follows event %d".formatted(expected - 1));
    if (before != null) {
      Instant earlier = before.timestamp();
      require(event, !event.timestamp().isBefore(earlier), "is older than " + earlier);
    }
    require(
        event,
        (event instanceof WorkflowExecutionStarted) == (before == null),
        "is the first event only if it starts the execution");
    if (closing != null) {
      require(event, false, "follows the close, event %d".formatted(closing.id()));
    }
    before = event;
    if (event instanceof ActivityEvent activity) {
      look(activity);
    } else if (event instanceof DecisionTaskEvent decisionTask) {
      look(decisionTask);
    } else if (event instanceof TimerEvent timer) {
      look(timer);
    } else if (event instanceof ChildEvent child) {
      look(child);
    } else if (event instanceof MarkerRecorded marker) {
      requireDecided(marker, marker.decisionTaskCompletedEventId());
    } else if (event instanceof ExecutionEvent execution) {
      look(execution);
    }
  }

  private void look(ActivityEvent event) {
    if (event instanceof ActivityTaskScheduled e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
      activities.open(e, e.activityId());
    } else if (event instanceof ActivityTaskStarted e) {
      activities.begin(e, e.scheduledEventId());
    } else if (event instanceof ActivityTaskCompleted e) {
      activities.close(e, e.scheduledEventId(), e.startedEventId());
    } else if (event instanceof ActivityTaskFailed e) {
      activities.close(e, e.scheduledEventId(), e.startedEventId());
    } else if (event instanceof ActivityTaskCanceled e) {
      activities.close(e, e.scheduledEventId(), e.startedEventId());
    } else if (event instanceof ActivityTaskTimedOut e) {
      activities.close(e, e.scheduledEventId(), e.startedEventId());
    } else if (event instanceof ActivityTaskCancelRequested e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
      require(e, activities.isOpen(e.activityId()), "asks for what is not open");
    }
  }

  private void look(DecisionTaskEvent event) {
    if (event instanceof DecisionTaskScheduled e) {
      require(e, decisionTasks.waiting() == 0, "comes while another waits for a decider");
      decisionTasks.open(e, Long.toString(e.id()));
    } else if (event instanceof DecisionTaskStarted e) {
      require(e, decisionTasks.begun() == 0, "comes while another is with a decider");
      decisionTasks.begin(e, e.scheduledEventId());
    } else if (event instanceof DecisionTaskCompleted e) {
      decisionTasks.close(e, e.scheduledEventId(), e.startedEventId());
      require(e, e.startedEventId() != 0, "was never with a decider");
      lastDecision = e.id();
    } else if (event instanceof DecisionTaskTimedOut e) {
      decisionTasks.close(e, e.scheduledEventId(), e.startedEventId());
    }
  }

  private void look(TimerEvent event) {
    if (event instanceof TimerStarted e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
      timers.open(e, e.timerId());
      timersStarted.put(e.id(), e);
    } else if (event instanceof TimerFired e) {
      timers.close(e, e.startedEventId(), 0);
      TimerStarted started = timersStarted.get(e.startedEventId());
      if (started != null) {
        Instant due = started.timestamp().plusSeconds(Long.parseLong(started.startToFireTimeout()));
        require(e, !e.timestamp().isBefore(due), "is early, its timer is due at " + due);
      }
    } else if (event instanceof TimerCanceled e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
      timers.close(e, e.startedEventId(), 0);
    }
  }

  private void look(ChildEvent event) {
    if (event instanceof StartChildWorkflowExecutionInitiated e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
      // One whose workflow id is open already is initiated all the same, and refused afterwards.
      children.open(e, e.workflowId() + " initiated by " + e.id());
    } else if (event instanceof StartChildWorkflowExecutionFailed e && e.initiatedEventId() != 0) {
      children.close(e, e.initiatedEventId(), 0);
    } else if (event instanceof ChildWorkflowExecutionStarted e) {
      children.begin(e, e.initiatedEventId());
    } else if (event instanceof ChildWorkflowExecutionCompleted e) {
      children.close(e, e.initiatedEventId(), e.startedEventId());
    } else if (event instanceof ChildWorkflowExecutionFailed e) {
      children.close(e, e.initiatedEventId(), e.startedEventId());
    } else if (event instanceof ChildWorkflowExecutionTimedOut e) {
      children.close(e, e.initiatedEventId(), e.startedEventId());
    } else if (event instanceof ChildWorkflowExecutionCanceled e) {
      children.close(e, e.initiatedEventId(), e.startedEventId());
    } else if (event instanceof ChildWorkflowExecutionTerminated e) {
      children.close(e, e.initiatedEventId(), e.startedEventId());
    }
  }

  private void look(ExecutionEvent event) {
    if (event instanceof WorkflowExecutionCompleted e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
    } else if (event instanceof WorkflowExecutionFailed e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
    } else if (event instanceof WorkflowExecutionCanceled e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
    } else if (event instanceof WorkflowExecutionContinuedAsNew e) {
      requireDecided(e, e.decisionTaskCompletedEventId());
    } else if (!(event instanceof WorkflowExecutionTerminated)
        && !(event instanceof WorkflowExecutionTimedOut)) {
      return;
    }
    closing = event;
  }

  private void requireDecided(HistoryEvent event, long decisionTaskCompletedEventId) {
    require(
        event,
        decisionTaskCompletedEventId != 0 && decisionTaskCompletedEventId == lastDecision,
        "belongs to decision %d, the last one is %d"
            .formatted(decisionTaskCompletedEventId, lastDecision));
  }

  private void require(HistoryEvent event, boolean condition, String otherwise) {
    if (!condition) {
      violations.add(
          "event %d, %s, %s: %s".formatted(event.id(), event.type().wireName(), otherwise, event));
    }
  }

  /** Open tasks of a kind, by the id of the event that opened each. */
  private final class Tasks {
    private final Map<Long, String> open = new HashMap<>();
    private final Map<Long, Long> begun = new HashMap<>();

    void open(HistoryEvent event, String id) {
      require(event, !isOpen(id), "opens what is open already");
      open.put(event.id(), id);
    }

    void begin(HistoryEvent event, long openedBy) {
      require(event, open.containsKey(openedBy), "starts what is not open");
      require(event, begun.put(openedBy, event.id()) == null, "starts what was started");
    }

    void close(HistoryEvent event, long openedBy, long begunBy) {
      require(event, open.remove(openedBy) != null, "closes what is not open");
      Long actual = begun.remove(openedBy);
      require(
          event,
          begunBy == (actual == null ? 0 : actual),
          "was started by event %s".formatted(actual));
    }

    boolean isOpen(String id) {
      return open.containsValue(id);
    }

    int waiting() {
      return open.size() - begun.size();
    }

    int begun() {
      return begun.size();
    }
  }
}
