package io.simpleflow.engine.stats;

import io.simpleflow.history.ActivityState;
import io.simpleflow.history.ChildState;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An activity, a child execution or a Lambda function call, as the reports show it: its latest
 * attempt.
 *
 * @param typeName the name of its type, shared by all tasks of that type
 * @param id what tells it from the others of its kind
 * @param state the state's name, such as {@code timed_out}
 * @param firstEventId the event that the latest attempt began with
 */
record TimedTask(
    Kind kind,
    String typeName,
    String id,
    String state,
    long firstEventId,
    @Nullable Instant scheduled,
    @Nullable Instant started,
    @Nullable Instant closed) {

  /** What a task is. */
  enum Kind {
    ACTIVITY("activity-"),
    CHILD_WORKFLOW("workflow-"),
    LAMBDA_FUNCTION("");

    /** What ids of this kind begin with, for people to do without. */
    final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Returns the tasks of a history, in the order in which their latest attempts began. */
  static List<TimedTask> of(History history) {
    List<TimedTask> tasks = new ArrayList<>();
    history.activities().forEach(activity -> tasks.add(of(activity)));
    history.children().forEach(child -> tasks.add(of(child)));
    history.lambdas().forEach(lambda -> tasks.add(of(lambda)));
    tasks.sort(Comparator.comparingLong(TimedTask::firstEventId));
    return tasks;
  }

  /**
   * Returns what people call each of the tasks: the type's name where only one task has it, else
   * the task's id without the prefix for its kind.
   */
  static Map<TimedTask, String> names(List<TimedTask> tasks) {
    Map<String, Integer> uses = new HashMap<>();
    tasks.forEach(task -> uses.merge(task.typeName, 1, Integer::sum));
    Map<TimedTask, String> names = new HashMap<>();
    for (TimedTask task : tasks) {
      boolean alone = uses.getOrDefault(task.typeName, 0) == 1;
      names.put(task, alone ? task.typeName : task.shortId());
    }
    return names;
  }

  private String shortId() {
    return id.startsWith(kind.prefix) ? id.substring(kind.prefix.length()) : id;
  }

  /** Returns when it came into its state. */
  @Nullable Instant lastChange() {
    if (closed != null) {
      return closed;
    }
    return started != null ? started : scheduled;
  }

  /** Returns how long it ran; empty if it did not run, or still does. */
  Optional<Duration> running() {
    return started == null || closed == null
        ? Optional.empty()
        : Optional.of(Duration.between(started, closed));
  }

  static TimedTask of(ActivityState activity) {
    return new TimedTask(
        Kind.ACTIVITY,
        activity.activityType().name(),
        activity.activityId(),
        stateName(activity.status()),
        idOf(activity.scheduled(), activity.outcome()),
        activity.scheduledAt().orElse(null),
        activity.startedAt().orElse(null),
        activity.closedAt().orElse(null));
  }

  private static TimedTask of(ChildState child) {
    return new TimedTask(
        Kind.CHILD_WORKFLOW,
        child.workflowType().name(),
        child.workflowId(),
        stateName(child.status()),
        idOf(child.initiated(), child.outcome()),
        child.initiatedAt().orElse(null),
        child.startedAt().orElse(null),
        child.closedAt().orElse(null));
  }

  private static TimedTask of(LambdaState lambda) {
    return new TimedTask(
        Kind.LAMBDA_FUNCTION,
        lambda.name(),
        lambda.functionId(),
        stateName(lambda.status()),
        idOf(lambda.scheduled(), lambda.outcome()),
        lambda.scheduledAt().orElse(null),
        lambda.startedAt().orElse(null),
        lambda.closedAt().orElse(null));
  }

  static String stateName(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static long idOf(@Nullable HistoryEvent begin, @Nullable HistoryEvent refusal) {
    if (begin != null) {
      return begin.id();
    }
    return refusal == null ? 0 : refusal.id();
  }
}
