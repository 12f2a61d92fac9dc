package io.simpleflow.engine.stats;

import io.simpleflow.history.ActivityState;
import io.simpleflow.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to say about one activity: its latest attempt. */
public final class TaskReport {
  private TaskReport() {}

  /**
   * Returns one row about an activity.
   *
   * @param name its id, or what {@link StatusReport} calls it
   * @param details whether to add a column with the details of its failure
   * @return the row, or empty if there is no such activity
   */
  public static Optional<Table> table(History history, String name, boolean details) {
    return find(history, name).map(activity -> table(activity, details));
  }

  private static Optional<ActivityState> find(History history, String name) {
    Optional<ActivityState> byId = history.activity(name);
    if (byId.isPresent()) {
      return byId;
    }
    return TimedTask.names(TimedTask.of(history)).entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> entry.getKey().id())
        .findFirst()
        .flatMap(history::activity);
  }

  private static Table table(ActivityState activity, boolean details) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "type",
                "id",
                "name",
                "version",
                "state",
                "timestamp",
                "input",
                "result",
                "reason"));
    List<@Nullable Object> row =
        new ArrayList<@Nullable Object>(
            Arrays.asList(
                "activity",
                activity.activityId(),
                activity.activityType().name(),
                activity.activityType().version(),
                TimedTask.stateName(activity.status()),
                TimedTask.of(activity).lastChange(),
                activity.input(),
                activity.result(),
                reason(activity)));
    if (details) {
      columns.add("details");
      row.add(activity.details());
    }
    return new Table(columns, List.of(row));
  }

  /** The worker's reason; where it gave none, the timeout that passed or why it was refused. */
  private static @Nullable String reason(ActivityState activity) {
    if (activity.reason() != null) {
      return activity.reason();
    }
    return activity.timeoutType() != null ? activity.timeoutType() : activity.cause();
  }
}
