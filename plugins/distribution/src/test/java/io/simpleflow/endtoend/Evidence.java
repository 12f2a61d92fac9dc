package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.endtoend.Journal.Deed;
import io.simpleflow.endtoend.Journal.Line;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ActivityState;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.testkit.HistoryLaws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the file and the journal say between two lives, held against each other and against what
 * they said before.
 */
final class Evidence {
  private final Path file;
  private final Journal journal;
  private final Map<ExecutionId, List<HistoryEvent>> histories = new HashMap<>();
  private final Set<String> completed = new HashSet<>();
  private int linesSeen;

  Evidence(Path file, Journal journal) {
    this.file = file;
    this.journal = journal;
  }

  /** Looks at everything while no process runs. */
  void look() {
    List<Line> lines = journal.lines();
    lines.subList(linesSeen, lines.size()).forEach(this::requireNotCompletedBefore);
    linesSeen = lines.size();
    requireOneBeginAtATime(lines);
    if (Files.exists(file)) {
      readHistories();
    }
    for (Line line : lines) {
      if (line.deed() == Deed.STARTED) {
        assertThat(histories)
            .as("executions, started by life %d", line.life())
            .containsKey(line.execution());
      }
    }
    Set<String> ended = new HashSet<>();
    lines.stream().filter(line -> line.deed() == Deed.END).map(Line::task).forEach(ended::add);
    assertThat(ended).as("activities that ended").containsAll(completed);
  }

  private void requireNotCompletedBefore(Line line) {
    assertThat(completed)
        .as("activities whose completion was on file: %s", line)
        .doesNotContain(line.task());
  }

  /** Within a life, an activity begins again only after it has failed. */
  private static void requireOneBeginAtATime(List<Line> lines) {
    Set<String> running = new HashSet<>();
    for (Line line : lines) {
      String attempt = line.life() + " " + line.task();
      if (line.deed() == Deed.BEGIN) {
        assertThat(running.add(attempt)).as("%s, and has begun already", line).isTrue();
      } else if (line.deed() == Deed.FAIL) {
        running.remove(attempt);
      }
    }
  }

  private void readHistories() {
    try (Simpleflow reader =
        Simpleflow.builder()
            .access(Access.READ)
            .settings(Map.of("store", file.toString()))
            .environment(Map.of())
            .open()) {
      HistorySource source = reader.histories();
      Map<ExecutionId, List<HistoryEvent>> found = new HashMap<>();
      for (ExecutionInfo execution : source.list(ExecutionFilter.all())) {
        found.put(execution.execution(), source.events(execution.execution()));
      }
      assertThat(found.keySet()).as("executions").containsAll(histories.keySet());
      found.forEach(this::compare);
      histories.putAll(found);
    }
  }

  private void compare(ExecutionId execution, List<HistoryEvent> events) {
    HistoryLaws.checkContinues(histories.getOrDefault(execution, List.of()), events);
    HistoryLaws.check(events);
    for (ActivityState activity : History.of(events).activities()) {
      if (activity.status() == ActivityState.Status.COMPLETED) {
        completed.add(execution + " " + activity.activityId());
      }
    }
  }

  /** Each of these workflows ran once, to its right result. */
  void requireCompleted(List<String> workflowIds) {
    for (String workflowId : workflowIds) {
      List<ExecutionId> runs =
          histories.keySet().stream().filter(id -> id.workflowId().equals(workflowId)).toList();
      assertThat(runs).as("runs of " + workflowId).hasSize(1);
      History history = History.of(histories.getOrDefault(runs.get(0), List.of()));
      assertThat(history.execution().closeStatus()).isEqualTo(CloseStatus.COMPLETED);
      assertThat(history.markers()).as("side effects").hasSize(1);
      String token = Optional.ofNullable(history.markers().get(0).details()).orElse("");
      HistoryEvent end = history.event(history.lastEventId());
      String result = Optional.ofNullable(((WorkflowExecutionCompleted) end).result()).orElse("");
      assertThat(result).startsWith("\"" + StepsWorkflow.RESULT);
      assertThat(token)
          .contains(result.substring(result.lastIndexOf(' ') + 1, result.length() - 1));
    }
  }
}
