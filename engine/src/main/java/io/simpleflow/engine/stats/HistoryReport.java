package io.simpleflow.engine.stats;

import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.history.ExternalRequestState;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Histories as lists and maps, for programs to read. */
public final class HistoryReport {
  private HistoryReport() {}

  /**
   * Returns each event as one flat map: its id, timestamp and type, and its members by SWF's names.
   * What is absent is left out.
   */
  public static List<Map<String, @Nullable Object>> raw(List<HistoryEvent> events) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>(events.size());
    for (HistoryEvent event : events) {
      all.add(RecordMap.of(event));
    }
    return all;
  }

  /** Returns a row for each event: its id, timestamp and type, and a map of its other members. */
  public static Table eventTable(List<HistoryEvent> events) {
    List<List<@Nullable Object>> rows = new ArrayList<>(events.size());
    for (HistoryEvent event : events) {
      Map<String, @Nullable Object> members = RecordMap.of(event);
      members.keySet().removeAll(List.of("id", "timestamp", "type"));
      rows.add(Arrays.asList(event.id(), event.timestamp(), event.type().wireName(), members));
    }
    return new Table(List.of("id", "timestamp", "type", "attributes"), rows);
  }

  /** Returns a row for each entry of {@link #cooked}: its section, its key, and what it is. */
  public static Table cookedTable(History history) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    cooked(history)
        .forEach(
            (section, content) ->
                content.forEach((key, value) -> rows.add(Arrays.asList(section, key, value))));
    return new Table(List.of("section", "key", "value"), rows);
  }

  /**
   * Returns where the execution and everything it started stand: {@code workflow}, then {@code
   * activities}, {@code child_workflows}, {@code lambda_functions} and {@code timers} by id, {@code
   * markers} and {@code signal_lists} by name, {@code signals} as the last of each name, {@code
   * external_workflows_signaling} by the event that asked for it, and {@code signaled_workflows},
   * those of them that were delivered, by workflow id.
   *
   * @param history a history that is not empty
   */
  public static Map<String, Map<String, ? extends @Nullable Object>> cooked(History history) {
    Map<String, Map<String, ? extends @Nullable Object>> sections = new LinkedHashMap<>();
    sections.put("workflow", RecordMap.of(history.execution()));
    sections.put("activities", byKey(history.activities(), state -> state.activityId()));
    sections.put("child_workflows", byKey(history.children(), state -> state.workflowId()));
    sections.put("lambda_functions", byKey(history.lambdas(), state -> state.functionId()));
    sections.put("timers", byKey(history.timers(), state -> state.timerId()));
    sections.put("markers", listsByKey(history.markers(), event -> event.markerName()));
    sections.put("signals", byKey(history.signals(), event -> event.signalName()));
    sections.put("signal_lists", listsByKey(history.signals(), event -> event.signalName()));
    sections.put(
        "external_workflows_signaling",
        byKey(history.externalSignals(), signal -> Long.toString(signal.initiated().id())));
    sections.put(
        "signaled_workflows",
        listsByKey(delivered(history), signal -> signal.initiated().workflowId()));
    return sections;
  }

  private static List<ExternalRequestState<SignalExternalWorkflowExecutionInitiated>> delivered(
      History history) {
    return history.externalSignals().stream()
        .filter(signal -> signal.status() == ExternalRequestState.Status.DELIVERED)
        .toList();
  }

  private static <R extends Record> Map<String, Object> byKey(
      Collection<R> states, Function<R, String> key) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (R state : states) {
      all.put(key.apply(state), RecordMap.of(state));
    }
    return all;
  }

  private static <R extends Record> Map<String, List<Object>> listsByKey(
      Collection<R> states, Function<R, String> key) {
    Map<String, List<Object>> all = new LinkedHashMap<>();
    for (R state : states) {
      all.computeIfAbsent(key.apply(state), unused -> new ArrayList<>()).add(RecordMap.of(state));
    }
    return all;
  }
}
