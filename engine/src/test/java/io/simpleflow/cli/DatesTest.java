package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31, 2026-01-31T00:00:00Z",
    "2026-01-31T13:45, 2026-01-31T13:45:00Z",
    "2026-01-31 13:45, 2026-01-31T13:45:00Z",
    "2026-01-31T13:45:10, 2026-01-31T13:45:10Z",
    "2026-01-31T13:45:10.250, 2026-01-31T13:45:10.250Z",
    "2026-01-31T13:45:10Z, 2026-01-31T13:45:10Z",
    "2026-01-31T13:45:10+02:00, 2026-01-31T11:45:10Z"
  })
  void readsIsoInUtc(String text, String expected) {
    assertThat(Dates.parse("here", text, false)).isEqualTo(expected);
  }

  @Test
  void takesADayUpToItsEnd() {
    assertThat(Dates.parse("here", "2026-01-31", true)).isEqualTo("2026-01-31T23:59:59.999Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "today", "2026-13-01", "2026-01-31T25:00", "31.1.2026"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> Dates.parse("here", text, false))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("here '" + text + "': ");
  }
}
