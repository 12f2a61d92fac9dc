package io.simpleflow.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {
  @Test
  void coversEveryEventRecord() {
    assertThat(records(HistoryEvent.class))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventType.values()).<Class<?>>map(EventType::eventClass).toList())
        .hasSize(54);
  }

  @Test
  void coversEveryDecisionRecord() {
    assertThat(records(Decision.class))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DecisionType.values())
                .<Class<?>>map(DecisionType::decisionClass)
                .toList())
        .hasSize(13);
  }

  @ParameterizedTest
  @EnumSource
  void namesTheConstantAsSwfNamesTheEvent(EventType type) {
    assertThat(upperSnake(type.wireName())).isEqualTo(type.name());
    assertThat(EventType.ofWireName(type.wireName())).contains(type);
  }

  @ParameterizedTest
  @EnumSource
  void namesTheConstantAsSwfNamesTheDecision(DecisionType type) {
    assertThat(upperSnake(type.wireName())).isEqualTo(type.name());
    assertThat(DecisionType.ofWireName(type.wireName())).contains(type);
  }

  @ParameterizedTest
  @EnumSource
  void beginsEveryEventWithItsIdAndTime(EventType type) {
    assertThat(type.eventClass().getRecordComponents())
        .extracting(RecordComponent::getName)
        .startsWith("id", "timestamp");
  }

  @Test
  void knowsNoOtherName() {
    assertThat(EventType.ofWireName("ActivityTaskLost")).isEmpty();
    assertThat(DecisionType.ofWireName("SleepForever")).isEmpty();
  }

  @Test
  void tellsADecisionItsType() {
    assertThat(new Decision.CancelTimer("t").type()).isEqualTo(DecisionType.CANCEL_TIMER);
    assertThat(DecisionType.FAIL_WORKFLOW_EXECUTION.isClosing()).isTrue();
    assertThat(DecisionType.RECORD_MARKER.isClosing()).isFalse();
  }

  private static Stream<Class<?>> records(Class<?> type) {
    if (type.isRecord()) {
      return Stream.of(type);
    }
    return Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTypeTest::records);
  }

  private static String upperSnake(String wireName) {
    return wireName.replaceAll("(?<!^)([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }
}
