package io.simpleflow.server.operations;

import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.spi.ActivityTask;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Polling for activity tasks, heartbeats and answers. */
final class ActivityTaskOperations {
  private static final Answer NO_TASK =
      out -> {
        out.writeStartObject();
        out.writeNumberField("startedEventId", 0);
        out.writeEndObject();
      };

  private final DomainLookup lookup;
  private final Duration longPoll;

  ActivityTaskOperations(DomainLookup lookup, Duration longPoll) {
    this.lookup = lookup;
    this.longPoll = longPoll;
  }

  void addTo(OperationTable table) {
    table.addPoll("PollForActivityTask", this::poll, NO_TASK);
    table.add("RecordActivityTaskHeartbeat", this::heartbeat);
    table.add("RespondActivityTaskCompleted", this::completed);
    table.add("RespondActivityTaskFailed", this::failed);
    table.add("RespondActivityTaskCanceled", this::canceled);
    table.add(
        "CountPendingActivityTasks",
        call ->
            Answer.count(
                lookup.service(call.domain()).countPendingActivityTasks(call.taskList()), false));
  }

  private Answer completed(Call call) {
    lookup
        .serviceOfTask(call)
        .respondActivityTaskCompleted(token(call), call.input().nullable("result"));
    return Answer.NONE;
  }

  private Answer failed(Call call) {
    lookup
        .serviceOfTask(call)
        .respondActivityTaskFailed(
            token(call), call.input().nullable("reason"), call.input().nullable("details"));
    return Answer.NONE;
  }

  private Answer canceled(Call call) {
    lookup
        .serviceOfTask(call)
        .respondActivityTaskCanceled(token(call), call.input().nullable("details"));
    return Answer.NONE;
  }

  private static String token(Call call) {
    return call.input().text("taskToken");
  }

  private Answer heartbeat(Call call) {
    boolean cancelRequested =
        lookup
            .serviceOfTask(call)
            .recordActivityTaskHeartbeat(token(call), call.input().nullable("details"));
    return out -> {
      out.writeStartObject();
      out.writeBooleanField("cancelRequested", cancelRequested);
      out.writeEndObject();
    };
  }

  private CompletableFuture<Answer> poll(Call call) {
    WorkflowService service = lookup.service(call.domain());
    String identity = call.input().optional("identity").orElse("");
    return Polls.map(
        service.activityTask(Optional.of(call.taskList()), identity, longPoll),
        task ->
            task.map(given -> answer(given).ifUndelivered(() -> service.takeBack(given)))
                .orElse(NO_TASK));
  }

  private static Answer answer(ActivityTask task) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("activityId", task.activityId());
      Answer.type(out, "activityType", task.activityType().name(), task.activityType().version());
      Answer.text(out, "input", task.input());
      out.writeNumberField("startedEventId", task.startedEventId());
      out.writeStringField("taskToken", task.taskToken());
      Answer.execution(out, "workflowExecution", task.execution());
      out.writeEndObject();
    };
  }
}
