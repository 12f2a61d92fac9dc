package io.simpleflow.swf;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.GetWorkflowExecutionHistoryRequest;
import software.amazon.awssdk.services.swf.model.GetWorkflowExecutionHistoryResponse;

/** Reads executions and their histories from SWF, a page at a time. Thread-safe. */
final class SwfHistorySource implements HistorySource {
  /** SWF's largest page. */
  private static final int PAGE = 1_000;

  /** Enough for what is new since a reader looked last. */
  private static final int NEWEST = 100;

  private final SwfService service;

  SwfHistorySource(SwfService service) {
    this.service = service;
  }

  @Override
  public ExecutionDescription describe(ExecutionId execution) {
    return service.call(
        "DescribeWorkflowExecution",
        swf ->
            Records.description(
                swf.describeWorkflowExecution(
                    request ->
                        request
                            .domain(service.domain())
                            .execution(
                                id ->
                                    id.workflowId(execution.workflowId())
                                        .runId(execution.runId())))));
  }

  /**
   * SWF reads a history from its start or from its end only: who has read a part already is served
   * from the end, unless that is the longer way.
   */
  @Override
  public List<HistoryEvent> events(ExecutionId execution, long afterEventId, int limit) {
    if (limit <= 0) {
      return List.of();
    } else if (afterEventId <= 0) {
      return forward(execution, 0, limit);
    }
    List<HistoryEvent> newest = SwfJson.events(page(execution, true, NEWEST, null).events());
    long last = newest.get(0).id();
    if (last <= afterEventId) {
      return List.of();
    } else if (newest.get(newest.size() - 1).id() <= afterEventId + 1) {
      return inOrder(newest, afterEventId, limit);
    }
    long back = last - afterEventId;
    long ahead = Math.min(last, afterEventId + limit);
    return back < ahead
        ? backward(execution, afterEventId, limit)
        : forward(execution, afterEventId, limit);
  }

  private List<HistoryEvent> forward(ExecutionId execution, long afterEventId, int limit) {
    int size = (int) Math.min(PAGE, afterEventId + limit);
    List<HistoryEvent> events = new ArrayList<>();
    String token = null;
    do {
      GetWorkflowExecutionHistoryResponse page = page(execution, false, size, token);
      page.events().stream()
          .filter(event -> event.eventId() > afterEventId)
          .limit(limit - events.size())
          .map(SwfJson::event)
          .forEach(events::add);
      token = page.nextPageToken();
    } while (token != null && events.size() < limit);
    return events;
  }

  private List<HistoryEvent> backward(ExecutionId execution, long afterEventId, int limit) {
    List<HistoryEvent> events = new ArrayList<>();
    String token = null;
    do {
      GetWorkflowExecutionHistoryResponse page = page(execution, true, PAGE, token);
      events.addAll(SwfJson.events(page.events()));
      token = page.nextPageToken();
    } while (token != null && events.get(events.size() - 1).id() > afterEventId + 1);
    return inOrder(events, afterEventId, limit);
  }

  private static List<HistoryEvent> inOrder(
      List<HistoryEvent> backward, long afterEventId, int limit) {
    List<HistoryEvent> events = new ArrayList<>(backward);
    Collections.reverse(events);
    return events.stream().filter(event -> event.id() > afterEventId).limit(limit).toList();
  }

  private GetWorkflowExecutionHistoryResponse page(
      ExecutionId execution, boolean newestFirst, int size, @Nullable String token) {
    GetWorkflowExecutionHistoryRequest request =
        GetWorkflowExecutionHistoryRequest.builder()
            .domain(service.domain())
            .execution(id -> id.workflowId(execution.workflowId()).runId(execution.runId()))
            .maximumPageSize(size)
            .reverseOrder(newestFirst)
            .nextPageToken(token)
            .build();
    return service.call(
        "GetWorkflowExecutionHistory", swf -> swf.getWorkflowExecutionHistory(request));
  }

  @Override
  public HistoryEvent lastEvent(ExecutionId execution) {
    return SwfJson.event(page(execution, true, 1, null).events().get(0));
  }

  @Override
  public List<ExecutionInfo> list(ExecutionFilter filter) {
    List<ExecutionInfo> executions = new ArrayList<>();
    Iterator<ExecutionInfo> all = ExecutionPages.of(service, filter);
    while (executions.size() < filter.limit() && all.hasNext()) {
      ExecutionInfo execution = all.next();
      if (filter.matches(execution)) {
        executions.add(execution);
      }
    }
    return executions;
  }

  /** An open execution was started later than any closed one of its workflow id. */
  @Override
  public Optional<ExecutionId> latest(Optional<String> workflowId) {
    if (workflowId.isEmpty()) {
      return HistorySource.super.latest(workflowId);
    }
    ExecutionFilter filter = ExecutionFilter.all().withWorkflowId(workflowId.get()).withLimit(1);
    return list(filter.withStatus(ExecutionStatus.OPEN)).stream()
        .findFirst()
        .or(() -> list(filter.withStatus(ExecutionStatus.CLOSED)).stream().findFirst())
        .map(ExecutionInfo::execution);
  }
}
