package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.engine.json.EpochSeconds;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.local.store.Listing;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.Input;
import io.simpleflow.server.protocol.PageToken;
import io.simpleflow.spi.ExecutionFilter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Listing and counting executions. */
final class VisibilityOperations {
  private final DomainLookup lookup;

  VisibilityOperations(DomainLookup lookup) {
    this.lookup = lookup;
  }

  void addTo(OperationTable table) {
    table.add("ListOpenWorkflowExecutions", call -> list(call, ExecutionStatus.OPEN));
    table.add("ListClosedWorkflowExecutions", call -> list(call, ExecutionStatus.CLOSED));
    table.add("CountOpenWorkflowExecutions", call -> count(call, ExecutionStatus.OPEN));
    table.add("CountClosedWorkflowExecutions", call -> count(call, ExecutionStatus.CLOSED));
  }

  private Answer count(Call call, ExecutionStatus status) {
    ExecutionFilter filter = filter(call.input(), status, Integer.MAX_VALUE);
    return Answer.count(lookup.service(call.domain()).histories().count(filter), false);
  }

  private Answer list(Call call, ExecutionStatus status) {
    int size = call.pageSize();
    ExecutionFilter filter = filter(call.input(), status, size + 1);
    Listing.Order order =
        filter.closedSince().isPresent() ? Listing.Order.CLOSED : Listing.Order.STARTED;
    String scope =
        String.join("\n", call.operation(), call.domain(), filter.toString(), order.name())
            + call.isReversed();
    Optional<Listing.Position> after =
        call.pageToken().map(token -> position(PageToken.position(scope, token)));
    WorkflowService service = lookup.service(call.domain());
    Listing listing = new Listing(filter, order, call.isReversed(), after);
    List<StoredExecution> found = service.histories().list(listing);
    List<StoredExecution> page = found.subList(0, Math.min(size, found.size()));
    Optional<String> next =
        found.size() <= size
            ? Optional.empty()
            : listing
                .position(page.get(size - 1))
                .map(last -> PageToken.of(scope, last.time().toEpochMilli() + " " + last.key()));
    return Answer.page("executionInfos", page, (out, each) -> info(out, each.info()), next);
  }

  private static Listing.Position position(String text) {
    int blank = text.indexOf(' ');
    return new Listing.Position(
        Instant.ofEpochMilli(Long.parseLong(text.substring(0, blank))),
        Long.parseLong(text.substring(blank + 1)));
  }

  private static ExecutionFilter filter(Input input, ExecutionStatus status, int limit) {
    Optional<Input> started = input.optionalStructure("startTimeFilter");
    Optional<Input> closed = input.optionalStructure("closeTimeFilter");
    if (started.isEmpty() && closed.isEmpty()) {
      throw Fault.validation("Must specify time filter");
    }
    if (started.isPresent() && closed.isPresent()) {
      throw Fault.validation("Cannot specify both a StartTimeFilter and a CloseTimeFilter");
    }
    Optional<Input> execution = input.optionalStructure("executionFilter");
    Optional<Input> type = input.optionalStructure("typeFilter");
    Optional<Input> tag = input.optionalStructure("tagFilter");
    Optional<Input> closeStatus = input.optionalStructure("closeStatusFilter");
    List<String> exclusive = new ArrayList<>();
    execution.ifPresent(unused -> exclusive.add("WorkflowExecutionFilter"));
    type.ifPresent(unused -> exclusive.add("WorkflowTypeFilter"));
    tag.ifPresent(unused -> exclusive.add("TagFilter"));
    closeStatus.ifPresent(unused -> exclusive.add("CloseStatusFilter"));
    if (exclusive.size() > 1) {
      throw Fault.validation(
          "Cannot specify more than one exclusive filters in the same query: " + exclusive);
    }
    return new ExecutionFilter(
        Optional.of(status),
        execution.map(each -> each.text("workflowId")),
        type.map(each -> each.text("name")),
        type.flatMap(each -> each.optional("version")).filter(version -> !version.isEmpty()),
        tag.map(each -> each.text("tag")),
        closeStatus.map(each -> CloseStatus.valueOf(each.text("status"))),
        started.flatMap(each -> each.time("oldestDate")),
        started.flatMap(each -> each.time("latestDate")),
        closed.flatMap(each -> each.time("oldestDate")),
        closed.flatMap(each -> each.time("latestDate")),
        limit);
  }

  static void info(JsonGenerator out, ExecutionInfo info) throws IOException {
    out.writeStartObject();
    out.writeBooleanField("cancelRequested", info.cancelRequested());
    Answer.text(out, "closeStatus", info.closeStatus().map(CloseStatus::name));
    if (info.closeTimestamp().isPresent()) {
      out.writeFieldName("closeTimestamp");
      EpochSeconds.write(out, info.closeTimestamp().get());
    }
    Answer.execution(out, "execution", info.execution());
    out.writeStringField("executionStatus", info.status().name());
    if (info.parent().isPresent()) {
      Answer.execution(out, "parent", info.parent().get());
    }
    out.writeFieldName("startTimestamp");
    EpochSeconds.write(out, info.startTimestamp());
    if (!info.tagList().isEmpty()) {
      out.writeArrayFieldStart("tagList");
      for (String tag : info.tagList()) {
        out.writeString(tag);
      }
      out.writeEndArray();
    }
    Answer.type(out, "workflowType", info.workflowType().name(), info.workflowType().version());
    out.writeEndObject();
  }
}
