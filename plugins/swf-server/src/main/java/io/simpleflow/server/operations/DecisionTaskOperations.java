package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonParser;
import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.Decision;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import io.simpleflow.server.protocol.Input;
import io.simpleflow.server.protocol.PageToken;
import io.simpleflow.spi.DecisionTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Polling for decision tasks, and answering them. */
final class DecisionTaskOperations {
  private static final Answer NO_TASK =
      out -> {
        out.writeStartObject();
        out.writeNumberField("previousStartedEventId", 0);
        out.writeNumberField("startedEventId", 0);
        out.writeEndObject();
      };

  private final DomainLookup lookup;
  private final Duration longPoll;

  DecisionTaskOperations(DomainLookup lookup, Duration longPoll) {
    this.lookup = lookup;
    this.longPoll = longPoll;
  }

  void addTo(OperationTable table) {
    table.addPoll("PollForDecisionTask", this::poll, NO_TASK);
    table.add("RespondDecisionTaskCompleted", this::respond);
    table.add(
        "CountPendingDecisionTasks",
        call ->
            Answer.count(
                lookup.service(call.domain()).countPendingDecisionTasks(call.taskList()), false));
  }

  private CompletableFuture<Answer> poll(Call call) {
    WorkflowService service = lookup.service(call.domain());
    String listing =
        String.join(
            "\n",
            call.operation(),
            call.domain(),
            call.taskList(),
            Boolean.toString(call.isReversed()));
    if (call.pageToken().isPresent()) {
      HandedOut task = HandedOut.of(PageToken.position(listing, call.pageToken().get()));
      WorkflowType type = service.histories().describe(task.execution()).info().workflowType();
      EventPages.Page page =
          task.events(call.isReversed()).read(service, task.nextEventId, call.pageSize());
      return CompletableFuture.completedFuture(answer(listing, task, type, page));
    }
    String identity = call.input().optional("identity").orElse("");
    return Polls.map(
        service.decisionTask(Optional.of(call.taskList()), identity, longPoll),
        task ->
            task.map(
                    given ->
                        later(call, service, listing, given)
                            .ifUndelivered(() -> service.takeBack(given)))
                .orElse(NO_TASK));
  }

  /** Reads the page when it is sent: the thread that hands tasks out must not wait for that. */
  private Answer later(Call call, WorkflowService service, String listing, DecisionTask given) {
    return out -> firstPage(call, service, listing, given).write(out);
  }

  private Answer firstPage(Call call, WorkflowService service, String listing, DecisionTask given) {
    boolean fromPrevious = call.input().flag("startAtPreviousStartedEvent");
    long first = fromPrevious ? Math.max(1, given.previousStartedEventId()) : 1;
    HandedOut task =
        new HandedOut(
            given.taskToken(),
            given.execution(),
            given.startedEventId(),
            given.previousStartedEventId(),
            first,
            0);
    EventPages events = task.events(call.isReversed());
    EventPages.Page page =
        given.events().get(0).id() == first
            ? events.cut(given.events(), call.pageSize())
            : events.read(service, events.start(), call.pageSize());
    return answer(listing, task, given.workflowType(), page);
  }

  private static Answer answer(
      String listing, HandedOut task, WorkflowType type, EventPages.Page page) {
    Optional<String> next =
        page.next().map(from -> PageToken.of(listing, task.withNext(from).text()));
    List<HistoryEvent> events = page.events();
    return out -> {
      out.writeStartObject();
      out.writeFieldName("events");
      HistoryJson.writeEvents(events, out);
      Answer.text(out, "nextPageToken", next);
      out.writeNumberField("previousStartedEventId", task.previousStartedEventId);
      out.writeNumberField("startedEventId", task.startedEventId);
      out.writeStringField("taskToken", task.token);
      Answer.execution(out, "workflowExecution", task.execution());
      Answer.type(out, "workflowType", type.name(), type.version());
      out.writeEndObject();
    };
  }

  private Answer respond(Call call) {
    Input input = call.input();
    DecisionAttributes.check(input.structures("decisions"));
    lookup
        .serviceOfTask(call)
        .respondDecisionTaskCompleted(
            input.text("taskToken"),
            decisions(call),
            input.nullable("executionContext"),
            input.optionalStructure("taskList").map(list -> list.text("name")).orElse(null),
            input.nullable("taskListScheduleToStartTimeout"));
    return Answer.NONE;
  }

  private List<Decision> decisions(Call call) {
    if (call.input().structures("decisions").isEmpty()) {
      return List.of();
    }
    try (JsonParser in = call.input().open("decisions")) {
      return HistoryJson.readDecisions(in);
    } catch (SerializationException e) {
      throw new Fault(FaultType.VALIDATION, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the request is in memory", e);
    }
  }

  /**
   * A decision task that was given to a decider who may ask for more of the history.
   *
   * @param token the token that the decider got
   * @param firstEventId where the part of the history begins that it asked for
   * @param nextEventId where the next page begins
   */
  private record HandedOut(
      String token,
      ExecutionId execution,
      long startedEventId,
      long previousStartedEventId,
      long firstEventId,
      long nextEventId) {
    private static final int FIELDS = 7;

    HandedOut withNext(long eventId) {
      return new HandedOut(
          token, execution, startedEventId, previousStartedEventId, firstEventId, eventId);
    }

    EventPages events(boolean reversed) {
      return new EventPages(execution, firstEventId, startedEventId, reversed);
    }

    String text() {
      return String.join(
          "\n",
          token,
          execution.workflowId(),
          execution.runId(),
          Long.toString(startedEventId),
          Long.toString(previousStartedEventId),
          Long.toString(firstEventId),
          Long.toString(nextEventId));
    }

    static HandedOut of(String text) {
      String[] fields = text.split("\n", FIELDS);
      return new HandedOut(
          fields[0],
          new ExecutionId(fields[1], fields[2]),
          Long.parseLong(fields[3]),
          Long.parseLong(fields[4]),
          Long.parseLong(fields[5]),
          Long.parseLong(fields[6]));
    }
  }
}
