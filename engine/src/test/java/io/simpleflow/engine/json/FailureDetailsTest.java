package io.simpleflow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.simpleflow.TaskFailedException;
import io.simpleflow.spi.ServiceLimits;
import java.io.FileNotFoundException;
import org.junit.jupiter.api.Test;

class FailureDetailsTest {
  private static final ServiceLimits LIMITS = ServiceLimits.swf();

  private static final class Overflowing extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overflowing(String message) {
      super(message);
    }
  }

  @Test
  void writesTheOriginalsForm() throws Exception {
    FailureDetails failure = FailureDetails.of(new FileNotFoundException("no file \u00e9"), LIMITS);
    JsonNode details = new ObjectMapper().readTree(failure.details());

    assertThat(failure.reason()).isEqualTo("FileNotFoundException: no file \u00e9");
    assertThat(failure.details())
        .startsWith(
            "{\"error\":\"FileNotFoundException\","
                + "\"error_bases\":[\"java.io.IOException\",\"java.lang.Exception\","
                + "\"java.lang.Throwable\"],"
                + "\"error_type\":\"java.io.FileNotFoundException\","
                + "\"message\":\"no file \\u00e9\",\"traceback\":[");
    assertThat(details.path("traceback"))
        .hasSizeGreaterThan(2)
        .anyMatch(line -> line.asText().contains("FailureDetailsTest.writesTheOriginalsForm"));
  }

  @Test
  void namesTheClassAloneWithoutAMessage() {
    assertThat(FailureDetails.of(new StackOverflowError(), LIMITS).reason())
        .isEqualTo("StackOverflowError");
    assertThat(FailureDetails.of(new RuntimeException("x") {}, LIMITS).reason())
        .isEqualTo("FailureDetailsTest$1: x");
  }

  @Test
  void cutsWhatIsTooLongAndStaysValidJson() throws Exception {
    Throwable failure = new Overflowing("\ud83d\ude00".repeat(100_000));
    for (int i = 0; i < 2_000; i++) {
      failure = new Overflowing("cause " + i).initCause(failure);
    }
    failure = new Overflowing("\ud83d\ude00".repeat(100_000)).initCause(failure);

    FailureDetails form = FailureDetails.of(failure, LIMITS);
    JsonNode details = new ObjectMapper().readTree(form.details());

    assertThat(form.reason()).hasSize(255).endsWith("\ud83d\ude00");
    assertThat(form.details()).hasSizeBetween(20_000, 32_768);
    assertThat(details.path("message").asText()).isNotEmpty();
    assertThat(FailureDetails.errorTypes(form.details()))
        .startsWith(Overflowing.class.getName(), "java.lang.RuntimeException");
  }

  @Test
  void survivesAnExceptionThatCannotDescribeItself() {
    RuntimeException failure =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("broken");
          }
        };

    assertThat(FailureDetails.of(failure, LIMITS).reason()).isEqualTo("FailureDetailsTest$2");
  }

  @Test
  void readsAFailureBack() {
    FailureDetails form = FailureDetails.of(new FileNotFoundException("x"), LIMITS);
    TaskFailedException exception =
        FailureDetails.exception("activity-read", form.reason(), form.details());

    assertThat(exception).hasMessage("activity-read failed: FileNotFoundException: x");
    assertThat(exception.errorType()).contains("java.io.FileNotFoundException");
    assertThat(exception.details()).contains(form.details());
  }

  @Test
  void readsWhatOtherWorkersSend() {
    String python = "{\"error\":\"ValueError\",\"error_type\":\"ValueError\",\"message\":\"no\"}";

    assertThat(FailureDetails.errorTypes(python)).containsExactly("ValueError");
    assertThat(FailureDetails.errorTypes("{\"error\":\"ValueError\",\"message\":\"no\"}"))
        .containsExactly("ValueError");
    assertThat(FailureDetails.exception("activity-x", null, null).errorType()).isEmpty();
    assertThat(FailureDetails.exception("activity-x", "r", "{not json").details())
        .contains("{not json");
    assertThat(FailureDetails.exception("activity-x", "r", "plain").errorType()).isEmpty();
  }
}
