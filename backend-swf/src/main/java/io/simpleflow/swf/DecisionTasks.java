package io.simpleflow.swf;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.HistorySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.swf.model.PollForDecisionTaskRequest;
import software.amazon.awssdk.services.swf.model.PollForDecisionTaskResponse;

/** Takes decision tasks with just the events that a decider has not seen yet. Thread-safe. */
final class DecisionTasks {
  private static final int PAGE = 1_000;

  private final SwfService service;
  private final HistorySource histories;

  DecisionTasks(SwfService service, HistorySource histories) {
    this.service = service;
    this.histories = histories;
  }

  Optional<DecisionTask> poll(String taskList, String identity, Duration wait)
      throws InterruptedException {
    PollForDecisionTaskRequest request =
        PollForDecisionTaskRequest.builder()
            .domain(service.domain())
            .taskList(list -> list.name(taskList))
            .identity(identity)
            .maximumPageSize(PAGE)
            .startAtPreviousStartedEvent(true)
            .build();
    return service
        .poll(
            "PollForDecisionTask",
            wait,
            (swf, settings) ->
                swf.pollForDecisionTask(
                    request.toBuilder().overrideConfiguration(settings).build()))
        .filter(first -> first.taskToken() != null && !first.taskToken().isEmpty())
        .map(first -> service.finish(() -> task(first, request)));
  }

  private DecisionTask task(PollForDecisionTaskResponse first, PollForDecisionTaskRequest request) {
    ExecutionId execution = Records.execution(first.workflowExecution());
    long previous = first.previousStartedEventId() == null ? 0 : first.previousStartedEventId();
    return new DecisionTask(
        first.taskToken(),
        execution,
        Records.type(first.workflowType()),
        first.startedEventId(),
        previous,
        events(execution, previous, first, request));
  }

  private List<HistoryEvent> events(
      ExecutionId execution,
      long previous,
      PollForDecisionTaskResponse first,
      PollForDecisionTaskRequest request) {
    List<HistoryEvent> events = new ArrayList<>();
    for (PollForDecisionTaskResponse page = first; ; page = next(page, request)) {
      // A service that does not know startAtPreviousStartedEvent sends all of them.
      page.events().stream()
          .filter(event -> event.eventId() >= previous)
          .map(SwfJson::event)
          .forEach(events::add);
      if (page.nextPageToken() == null) {
        break;
      }
    }
    long begin = Math.max(previous, 1);
    long firstId = events.isEmpty() ? first.startedEventId() + 1 : events.get(0).id();
    if (firstId > begin) {
      // SWF begins at the last decision task that was started, even if it was never completed.
      events.addAll(0, histories.events(execution, begin - 1, Math.toIntExact(firstId - begin)));
    }
    return events;
  }

  /** Further pages wait for nothing, so they may be asked for again. */
  private PollForDecisionTaskResponse next(
      PollForDecisionTaskResponse page, PollForDecisionTaskRequest request) {
    PollForDecisionTaskRequest further =
        request.toBuilder().nextPageToken(page.nextPageToken()).build();
    return service.call("PollForDecisionTask", swf -> swf.pollForDecisionTask(further));
  }
}
