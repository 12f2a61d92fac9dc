package io.simpleflow.cli;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.DetachedActivityContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow activity rerun [OPTIONS] --workflow-id ID",
    description = {
      "Runs an activity of an execution once more, here and with the input it had, and prints its"
          + " result as JSON. The execution does not learn of it."
    },
    footer = {
      "  simpleflow activity rerun --workflow-id order-17 --activity-id activity-com.acme.Bank.charge-1",
      "  simpleflow activity rerun --workflow-id order-17 --scheduled-id 5 --input '[100]'"
    })
final class ActivityRerunCommand implements Callable<Integer> {
  private final Session session;

  @Mixin final DomainOption domain;

  @Option(
      names = "--workflow-id",
      paramLabel = "ID",
      required = true,
      description = "The execution's id.")
  private String workflowId = "";

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Its run id; by default that of the latest run.")
  private @Nullable String runId;

  @Option(
      names = "--scheduled-id",
      paramLabel = "N",
      description = "The number of the event that scheduled the activity: any of its attempts.")
  private @Nullable Long scheduledId;

  @Option(
      names = "--activity-id",
      paramLabel = "ID",
      description = "The activity's id, for its latest attempt.")
  private @Nullable String activityId;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "JSON",
      description = "Another input.")
  private @Nullable String input;

  ActivityRerunCommand(Session session) {
    this.session = session;
    this.domain = new DomainOption(session);
  }

  @Override
  public Integer call() throws Exception {
    if ((scheduledId == null) == (activityId == null)) {
      throw new UsageException("which activity? Name it with --scheduled-id or --activity-id");
    }
    try (Simpleflow simpleflow = session.open(Access.READ)) {
      List<String> words = runId == null ? List.of(workflowId) : List.of(workflowId, runId);
      ExecutionId execution = ExecutionFinder.find(simpleflow, words);
      ActivityTaskScheduled scheduled = scheduled(simpleflow, execution);
      ActivityDefinition activity = definition(simpleflow, scheduled.activityType());
      String arguments = input == null ? scheduled.input() : input;
      ActivityContext context =
          new DetachedActivityContext(
              scheduled.activityType(),
              execution,
              scheduled.activityId(),
              TaskInput.attempt(arguments),
              arguments,
              "nobody can complete an activity later that is run again by hand");
      String result = activity.execute(arguments, context);
      session.streams.out().append(result).append('\n');
      return 0;
    }
  }

  private ActivityTaskScheduled scheduled(Simpleflow simpleflow, ExecutionId execution) {
    Long event = scheduledId;
    Predicate<ActivityTaskScheduled> wanted =
        event == null ? one -> one.activityId().equals(activityId) : one -> one.id() == event;
    List<HistoryEvent> latestFirst = new ArrayList<>(simpleflow.histories().events(execution));
    Collections.reverse(latestFirst);
    return latestFirst.stream()
        .filter(ActivityTaskScheduled.class::isInstance)
        .map(ActivityTaskScheduled.class::cast)
        .filter(wanted)
        .findFirst()
        .orElseThrow(
            () ->
                new TaskNotFoundException(
                    "no activity was scheduled %s in execution %s; its events are shown by: %s"
                        .formatted(
                            scheduledId == null
                                ? "with id '" + activityId + "'"
                                : "by event " + scheduledId,
                            workflowId,
                            session.command("history", workflowId))));
  }

  private ActivityDefinition definition(Simpleflow simpleflow, ActivityType type) {
    return simpleflow
        .tasks()
        .activity(type)
        .orElseThrow(
            () ->
                new TaskNotFoundException(
                    "no activity '%s' of version '%s' was found in %s"
                        .formatted(type.name(), type.version(), session.placesOfCode())));
  }
}
