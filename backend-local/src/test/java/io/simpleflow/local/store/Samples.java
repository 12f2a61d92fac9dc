package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.Changes.NewEvents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Executions and events to put into stores. */
final class Samples {
  static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  static final WorkflowType TYPE = new WorkflowType("sample", "1");

  private Samples() {}

  static ExecutionId id(String workflowId) {
    return new ExecutionId(workflowId, "run of " + workflowId);
  }

  static ExecutionInfo open(String workflowId, Instant started, String... tags) {
    return new ExecutionInfo(
        id(workflowId),
        TYPE,
        ExecutionStatus.OPEN,
        Optional.empty(),
        started,
        Optional.empty(),
        Optional.empty(),
        List.of(tags),
        false);
  }

  static ExecutionInfo closed(ExecutionInfo open) {
    return new ExecutionInfo(
        open.execution(),
        open.workflowType(),
        ExecutionStatus.CLOSED,
        Optional.of(CloseStatus.COMPLETED),
        open.startTimestamp(),
        Optional.of(open.startTimestamp().plusSeconds(60)),
        open.parent(),
        open.tagList(),
        false);
  }

  static HistoryEvent started() {
    return new WorkflowExecutionStarted(
        1,
        START,
        "{\"args\":[\"é\u2028\uD83D\uDE00\"]}",
        "300",
        "NONE",
        ChildPolicy.TERMINATE,
        "list",
        null,
        TYPE,
        List.of(),
        null,
        null,
        0,
        null);
  }

  static HistoryEvent marker(long id) {
    return new MarkerRecorded(id, START, "marker " + id, null, 2);
  }

  static HistoryEvent completed(long id) {
    return new WorkflowExecutionCompleted(id, START, "null", 2);
  }

  static Changes execution(long key, ExecutionInfo info, HistoryEvent... events) {
    return Changes.of(
        List.of(new StoredExecution(key, info)), List.of(new NewEvents(key, List.of(events))));
  }

  static Changes events(long key, HistoryEvent... events) {
    return Changes.of(List.of(), List.of(new NewEvents(key, List.of(events))));
  }

  /** Puts an execution with its first event into a store, and waits until it is kept. */
  static long put(HistoryStore store, ExecutionInfo info) {
    long key = store.newKey();
    store.write(execution(key, info, started())).await();
    return key;
  }
}
