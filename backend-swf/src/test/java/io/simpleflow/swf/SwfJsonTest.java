package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ServiceException;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.DecisionType;
import io.simpleflow.history.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.swf.model.Decision;
import software.amazon.awssdk.services.swf.model.HistoryEvent;
import software.amazon.awssdk.utils.builder.Buildable;

class SwfJsonTest {
  /** What a text may hold that JSON must escape, and what it need not. */
  private static final String TEXT = "a\"b\\c\n\t\u0001\u007f\u2028é漢\uD83D\uDE00/";

  private long number;

  @ParameterizedTest
  @EnumSource(EventType.class)
  void keepsEveryMemberOfAnEvent(EventType type) {
    HistoryEvent.Builder builder =
        HistoryEvent.builder()
            .eventId(7L)
            .eventTimestamp(Instant.parse("2017-06-13T16:33:07.073Z"))
            .eventType(type.wireName());
    fillAttributes(builder, type.wireName() + "EventAttributes");
    HistoryEvent event = builder.build();

    io.simpleflow.history.HistoryEvent ours = SwfJson.event(event);

    assertThat(ours.type()).isEqualTo(type);
    assertThat(SwfJson.json(event)).contains("EventAttributes");
    assertThat(readEvent(HistoryJson.encodeEvent(ours))).isEqualTo(event);
  }

  @ParameterizedTest
  @EnumSource(DecisionType.class)
  void keepsEveryMemberOfADecision(DecisionType type) {
    Decision.Builder builder = Decision.builder().decisionType(type.wireName());
    fillAttributes(builder, type.wireName() + "DecisionAttributes");
    Decision decision = builder.build();

    io.simpleflow.history.Decision ours = HistoryJson.decodeDecision(SwfJson.json(decision));

    assertThat(ours.type()).isEqualTo(type);
    assertThat(SwfJson.decision(ours)).isEqualTo(decision);
  }

  private void fillAttributes(SdkPojo builder, String wireName) {
    String name = wireName.substring(0, 1).toLowerCase(Locale.ROOT) + wireName.substring(1);
    SdkField<?> attributes =
        builder.sdkFields().stream()
            .filter(field -> field.locationName().equals(name))
            .findFirst()
            .orElseThrow();
    attributes.set(builder, filled(attributes.constructor().get()));
  }

  private Object filled(SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      field.set(builder, value(field));
    }
    return ((Buildable) builder).build();
  }

  private Object value(SdkField<?> field) {
    if (field.marshallingType() == MarshallingType.SDK_POJO) {
      return filled(field.constructor().get());
    } else if (field.marshallingType() == MarshallingType.LIST) {
      return List.of(TEXT, "another");
    } else if (field.marshallingType() == MarshallingType.LONG) {
      return ++number;
    }
    return field.locationName().equals("childPolicy") ? "REQUEST_CANCEL" : TEXT + ++number;
  }

  private static Object readEvent(String json) {
    // The only time is the event's own, and it is not read by the code under test.
    HistoryEvent event =
        (HistoryEvent)
            SwfJson.read(
                json.replaceFirst("\"eventTimestamp\":[^,]+,", ""), HistoryEvent.builder());
    return event.toBuilder().eventTimestamp(HistoryJson.decodeEvent(json).timestamp()).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancel_requested",
        "child_workflow",
        "timer_and_cancel",
        "unrequested_signal",
        "with_replays",
        "workflow_execution_basic"
      })
  void readsRealHistoriesAsTheyAre(String name) throws IOException {
    List<io.simpleflow.history.HistoryEvent> events;
    try (InputStream file = SwfJsonTest.class.getResourceAsStream("/histories/" + name + ".json")) {
      events = HistoryJson.readHistory(file);
    }
    List<HistoryEvent> ofTheSdk = new ArrayList<>();
    events.forEach(event -> ofTheSdk.add((HistoryEvent) readEvent(HistoryJson.encodeEvent(event))));

    assertThat(SwfJson.events(ofTheSdk)).isEqualTo(events);
  }

  @Test
  void leavesOutMembersThatAreNotThere() {
    Decision decision =
        SwfJson.decision(new io.simpleflow.history.Decision.CompleteWorkflowExecution(null));

    assertThat(decision.completeWorkflowExecutionDecisionAttributes().result()).isNull();
    assertThat(SwfJson.json(decision))
        .isEqualTo(
            "{\"decisionType\":\"CompleteWorkflowExecution\","
                + "\"completeWorkflowExecutionDecisionAttributes\":{}}");
  }

  @Test
  void saysThatAnEventIsFromALaterVersion() {
    HistoryEvent event =
        HistoryEvent.builder()
            .eventId(7L)
            .eventTimestamp(Instant.EPOCH)
            .eventType("TeaBrewed")
            .build();

    assertThatThrownBy(() -> SwfJson.event(event))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("event 7 of the history, TeaBrewed")
        .hasMessageContaining("this version of simpleflow");
  }
}
