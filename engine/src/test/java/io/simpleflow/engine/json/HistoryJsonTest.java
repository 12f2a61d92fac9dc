package io.simpleflow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.simpleflow.SerializationException;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionType;
import io.simpleflow.history.EventType;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.TimerEvent.TimerFired;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryJsonTest {
  private final ObjectMapper trees = new ObjectMapper();

  static Stream<String> realHistories() {
    return Stream.of(
        "cancel_requested",
        "child_workflow",
        "timer_and_cancel",
        "unrequested_signal",
        "with_replays",
        "workflow_execution_basic");
  }

  @ParameterizedTest
  @MethodSource("realHistories")
  void printsARealHistoryAsItWasRead(String name) throws IOException {
    String original = text(name);
    List<HistoryEvent> events = HistoryJson.readHistory(new StringReader(original));

    StringWriter printed = new StringWriter();
    HistoryJson.writeHistory(events, printed);

    assertThat(trees.readTree(printed.toString())).isEqualTo(trees.readTree(original));
    assertThat(printed.toString().strip()).isEqualTo(original.strip());
  }

  @ParameterizedTest
  @MethodSource("realHistories")
  void readsBackEachEventAlone(String name) throws IOException {
    for (HistoryEvent event : HistoryJson.readHistory(new StringReader(text(name)))) {
      String encoded = HistoryJson.encodeEvent(event);
      assertThat(encoded).doesNotContain("\n");
      assertThat(HistoryJson.decodeEvent(encoded)).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsBackEveryTypeOfEventWithAllItsMembers(EventType type) throws Exception {
    HistoryEvent full = (HistoryEvent) instance(type.eventClass(), false);
    JsonNode tree = trees.readTree(HistoryJson.encodeEvent(full));

    assertThat(HistoryJson.decodeEvent(tree.toString())).isEqualTo(full);
    String name = type.wireName();
    JsonNode attributes =
        tree.get(Character.toLowerCase(name.charAt(0)) + name.substring(1) + "EventAttributes");
    assertThat(attributes.size()).isEqualTo(type.eventClass().getRecordComponents().length - 2);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackEveryTypeOfEventWithoutOptionalMembers(EventType type) throws Exception {
    HistoryEvent bare = (HistoryEvent) instance(type.eventClass(), true);
    String encoded = HistoryJson.encodeEvent(bare);

    assertThat(encoded).doesNotContain("null").doesNotContain("[]");
    assertThat(HistoryJson.decodeEvent(encoded)).isEqualTo(bare);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackEveryTypeOfDecision(DecisionType type) throws Exception {
    Decision full = (Decision) instance(type.decisionClass(), false);
    Decision bare = (Decision) instance(type.decisionClass(), true);
    String encoded =
        "[" + HistoryJson.encodeDecision(full) + "," + HistoryJson.encodeDecision(bare) + "]";

    assertThat(encoded).doesNotContain("null");
    assertThat(HistoryJson.decodeDecisions(encoded)).containsExactly(full, bare);
    assertThat(HistoryJson.decodeDecision(HistoryJson.encodeDecision(full))).isEqualTo(full);
  }

  @Test
  void writesTheNestedFormsOfSwf() {
    assertThat(
            HistoryJson.encodeDecision(
                new Decision.ScheduleActivityTask(
                    new ActivityType("pkg.twice", "1"),
                    "activity-1",
                    null,
                    "[1]",
                    "300",
                    "list",
                    null,
                    "NONE",
                    null,
                    null)))
        .isEqualTo(
            "{\"decisionType\":\"ScheduleActivityTask\",\"scheduleActivityTaskDecisionAttributes\":"
                + "{\"activityId\":\"activity-1\",\"activityType\":{\"name\":\"pkg.twice\",\"version\":\"1\"},"
                + "\"input\":\"[1]\",\"scheduleToCloseTimeout\":\"300\","
                + "\"scheduleToStartTimeout\":\"NONE\",\"taskList\":{\"name\":\"list\"}}}");
    assertThat(
            HistoryJson.encodeEvent(
                new LambdaFunctionScheduled(
                    5, Instant.ofEpochSecond(1497119758), "hello-1", "hello", null, null, null, 4)))
        .isEqualTo(
            "{\"eventId\":5,\"eventTimestamp\":1497119758.0,\"eventType\":\"LambdaFunctionScheduled\","
                + "\"lambdaFunctionScheduledEventAttributes\":"
                + "{\"decisionTaskCompletedEventId\":4,\"id\":\"hello-1\",\"name\":\"hello\"}}");
  }

  @Test
  void readsWhatOtherToolsAndTimesWrote() {
    HistoryEvent event =
        HistoryJson.decodeEvent(
            """
            {"workflowExecutionStartedEventAttributes": {"childPolicy": "ABANDON",
                "taskList": {"name": "list", "new": {}}, "parentInitiatedEventId": 0,
                "workflowType": {"name": "basic", "version": "example"}, "tagList": [null, "a"],
                "input": null, "unknownToUs": {"events": [1]}},
             "eventType": "WorkflowExecutionStarted", "eventId": 1,
             "eventTimestamp": "2017-06-13T18:33:07.073000+02:00"}
            """);

    WorkflowExecutionStarted started = (WorkflowExecutionStarted) event;
    assertThat(started.timestamp()).isEqualTo(Instant.parse("2017-06-13T16:33:07.073Z"));
    assertThat(started.taskList()).isEqualTo("list");
    assertThat(started.tagList()).containsExactly("a");
    assertThat(started.input()).isNull();
    assertThat(started.childPolicy()).isEqualTo(ChildPolicy.ABANDON);
  }

  @Test
  void readsTheExponentsThatSwfWrites() {
    HistoryEvent event =
        HistoryJson.decodeEvent(
            "{\"eventId\":7,\"eventTimestamp\":1.49737158914E9,\"eventType\":\"ActivityTaskCanceled\","
                + "\"activityTaskCanceledEventAttributes\":{\"scheduledEventId\":5,\"startedEventId\":6}}");

    assertThat(event)
        .isEqualTo(
            new ActivityTaskCanceled(7, Instant.ofEpochMilli(1497371589140L), null, 5, 6, null));
  }

  @ParameterizedTest
  @CsvSource({
    "1497371587.073, 1497371587073",
    "1497371587.5, 1497371587500",
    "1497371587, 1497371587000",
    "0, 0",
    "0.001, 1",
    "-1.5, -1500",
    "1497371587.0735, 1497371587074",
    "1497371587.0725, 1497371587072",
    "999999999999.999, 999999999999999",
    "999999999999999, 999999999999999000",
    "1.49737158707E9, 1497371587070"
  })
  void readsATimeToTheMillisecond(String written, long milliseconds) {
    HistoryEvent event =
        HistoryJson.decodeEvent(
            "{\"eventId\":7,\"eventTimestamp\":%s,\"eventType\":\"ActivityTaskCanceled\",\"activityTaskCanceledEventAttributes\":{\"scheduledEventId\":5,\"startedEventId\":6}}"
                .formatted(written));

    assertThat(event.timestamp()).isEqualTo(Instant.ofEpochMilli(milliseconds));
  }

  @ParameterizedTest
  @CsvSource({
    "1497371587073, 1497371587.073",
    "1497371587070, 1497371587.07",
    "1497371587500, 1497371587.5",
    "1497371580000, 1497371580.0",
    "1, 0.001",
    "0, 0.0",
    "-1500, -1.5",
    "-10000, -10.0"
  })
  void writesATimeToTheMillisecond(long milliseconds, String written) {
    HistoryEvent event =
        new ActivityTaskCanceled(7, Instant.ofEpochMilli(milliseconds), null, 5, 6, null);

    assertThat(HistoryJson.encodeEvent(event)).contains("\"eventTimestamp\":" + written + ",");
  }

  @Test
  void readsATextThatRecursAsTheSameString() throws IOException {
    String event =
        "{\"eventId\":%d,\"eventTimestamp\":%d,\"eventType\":\"TimerFired\",\"timerFiredEventAttributes\":{\"startedEventId\":5,\"timerId\":\"%s\"}}";
    // Aa and BB have the same hash code.
    List<String> ids = List.of("timer-Aa", "timer-BB", "timer-BB", "timer-Aa", "\\u0041", "A", "");
    String text =
        ids.stream()
            .map(id -> event.formatted(7, 1, id))
            .collect(Collectors.joining(",", "[", "]"));

    List<String> read =
        HistoryJson.readHistory(new StringReader(text)).stream()
            .map(each -> ((TimerFired) each).timerId())
            .toList();

    assertThat(read).containsExactly("timer-Aa", "timer-BB", "timer-BB", "timer-Aa", "A", "A", "");
    assertThat(read.get(2)).isSameAs(read.get(1));
    assertThat(read.get(5)).isSameAs(read.get(4));
  }

  @Test
  void readsADecisionWithoutAttributes() {
    assertThat(HistoryJson.decodeDecision("{\"decisionType\":\"CompleteWorkflowExecution\"}"))
        .isEqualTo(new Decision.CompleteWorkflowExecution(null));
  }

  @Test
  void tellsWhereTheTextIsNotAHistory() {
    refuses("{\"events\": [\n  {\"eventId\": }]}", "line 2, column 15");
    refuses("{\"events\": [", "line 1");
    refuses("{}", "lacks 'events'");
    refuses("", "expected a list");
    refuses("{\"events\": []} x", "line 1");
    refuses("{\"events\": [{\"eventId\": 1}]}", "eventTimestamp");
    refuses(event("ActivityTaskLost", "{}"), "unknown event type 'ActivityTaskLost'");
    refuses(event("TimerFired", "{\"startedEventId\": 1}"), "TimerFired lacks 'timerId'");
    refuses(event("TimerFired", "{\"timerId\": \"t\"}"), "TimerFired lacks 'startedEventId'");
    refuses(event("TimerFired", "{\"timerId\": 5}"), "expected text for 'timerId'");
    refuses(event("TimerFired", "[]"), "expected an object for TimerFired");
    refuses(event("TimerStarted", "{}"), "is a TimerStarted but has timerFiredEventAttributes");
  }

  private static String event(String type, String attributes) {
    return "{\"events\": [{\"eventId\": 1, \"eventTimestamp\": 1.5, \"eventType\": \"%s\", \"timerFiredEventAttributes\": %s}]}"
        .formatted(type, attributes);
  }

  private static void refuses(String text, String reason) {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> HistoryJson.readHistory(new StringReader(text)))
        .withMessageContaining(reason)
        .withMessageStartingWith("not a history: ")
        .withMessageMatching("[^\n]* \\(line \\d+, column \\d+\\)");
  }

  private static String text(String name) throws IOException {
    try (InputStream file =
        HistoryJsonTest.class.getResourceAsStream("/histories/" + name + ".json")) {
      return new String(
          Objects.requireNonNull(file).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static Object instance(Class<?> type, boolean bare) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = sample(components[i], bare);
    }
    Constructor<?> constructor =
        type.getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    return constructor.newInstance(arguments);
  }

  private static @Nullable Object sample(RecordComponent component, boolean bare) throws Exception {
    Class<?> type = component.getType();
    if (bare && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      return null;
    }
    if (type == long.class || type == Long.class) {
      return 12345678901L;
    }
    if (type == Instant.class) {
      return Instant.ofEpochMilli(1700000000001L);
    }
    if (type == ChildPolicy.class) {
      return ChildPolicy.REQUEST_CANCEL;
    }
    if (type == List.class) {
      return bare ? List.of() : List.of("tag", "é");
    }
    return type.isRecord() ? instance(type, bare) : component.getName() + " \"é\u2028\n";
  }
}
