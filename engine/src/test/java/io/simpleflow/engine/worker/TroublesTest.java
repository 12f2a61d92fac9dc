package io.simpleflow.engine.worker;

import static io.simpleflow.engine.worker.Troubles.FOR_EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TroublesTest {
  private final ServiceException throttled = new ServiceException("too many calls");

  private long seconds;
  private final Troubles troubles =
      new Troubles(broken -> {}, () -> TimeUnit.SECONDS.toNanos(seconds));
  private final LogLines lines = new LogLines(Troubles.class);

  @AfterEach
  void stop() {
    lines.close();
  }

  @Test
  void saysThatItWorksAgainAsSoonAsOneGoesOn() {
    troubles.failed("one", throttled, FOR_EVER);
    troubles.failed("two", throttled, FOR_EVER);
    seconds = 3;
    troubles.worked("three"); // It never failed: what it does may be something else.
    assertThat(lines.all()).hasSize(1);
    troubles.worked("two");
    assertThat(lines.all()).last().isEqualTo("it works again, after 3 s");

    seconds = 30;
    troubles.failed("one", throttled, FOR_EVER); // Its pauses were longer.
    troubles.worked("one");
    assertThat(lines.all()).hasSize(2);
  }

  @Test
  void tellsOncePerMinuteOfWhatComesAndGoes() {
    for (seconds = 0; seconds < 150; seconds++) {
      troubles.failed("one", throttled, FOR_EVER);
      troubles.worked("one");
    }
    assertThat(lines.all())
        .hasSize(6)
        .startsWith("too many calls; trying again until it works", "it works again, after 0 s");
  }

  @Test
  void tellsOfAnOutageThatComesRightAfterAnother() {
    troubles.failed("one", throttled, FOR_EVER);
    troubles.worked("one");
    for (seconds = 20; seconds <= 100; seconds += 20) {
      troubles.failed("one", throttled, FOR_EVER);
    }
    troubles.worked("one");
    assertThat(lines.all())
        .containsExactly(
            "too many calls; trying again until it works",
            "it works again, after 0 s",
            "too many calls; trying again until it works",
            "it works again, after 100 s");
  }

  @Test
  void tellsOnceWhatIsWrongThoughEveryRequestHasItsId() {
    for (String id :
        List.of("0ae54bc1-befa-494a-a81f-b4a6d5439f4d", "41e17790-9abb-4ad6-87ab-08be14ebd7b8")) {
      for (String status : List.of("500", "503")) {
        troubles.failed(
            "one", new ServiceException("HTTP %s (request %s)".formatted(status, id)), FOR_EVER);
      }
    }
    troubles.failed("one", new ServiceException("20261123T174502Z is too early"), FOR_EVER);
    troubles.failed("one", new ServiceException("20261123T174510Z is too early"), FOR_EVER);

    assertThat(lines.all())
        .containsExactly(
            "HTTP 500 (request 0ae54bc1-befa-494a-a81f-b4a6d5439f4d); trying again until it works",
            "HTTP 503 (request 0ae54bc1-befa-494a-a81f-b4a6d5439f4d); trying again until it works",
            "20261123T174502Z is too early; trying again until it works");
  }

  @Test
  void saysForHowLongACallIsTried() {
    ServiceCalls calls = new ServiceCalls(troubles);
    assertThatThrownBy(
            () ->
                calls.tell(
                    Duration.ofMillis(1_500),
                    () -> {
                      throw throttled;
                    }))
        .isSameAs(throttled);
    assertThat(lines.all()).containsExactly("too many calls; trying again for up to 1 s");
  }
}
