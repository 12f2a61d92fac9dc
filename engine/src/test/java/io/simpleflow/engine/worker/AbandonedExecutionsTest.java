package io.simpleflow.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.SimpleflowException;
import org.junit.jupiter.api.Test;

class AbandonedExecutionsTest {
  private final AbandonedExecutions abandoned = new AbandonedExecutions();

  @Test
  void saysOnceWhyHoweverOftenTheDecisionComes() {
    try (LogLines lines = new LogLines(AbandonedExecutions.class)) {
      abandoned.add("run-1", new SimpleflowException("workflow 'theirs' is not here"));
      abandoned.add("run-1", new SimpleflowException("workflow 'theirs' is not here"));
      abandoned.add("run-2", new SimpleflowException("workflow 'theirs' is not here"));
      abandoned.add("run-1", new SimpleflowException("it blocks"));

      assertThat(lines.all()).containsExactly("workflow 'theirs' is not here", "it blocks");
    }
  }

  @Test
  void saysItAgainAfterItHadGoneOn() {
    try (LogLines lines = new LogLines(AbandonedExecutions.class)) {
      abandoned.add("run-1", new SimpleflowException("it blocks"));
      abandoned.remove("run-1");
      abandoned.add("run-1", new SimpleflowException("it blocks"));

      assertThat(lines.all()).hasSize(2);
    }
  }

  @Test
  void leavesItToWhoeverWaitsForTheExecution() {
    try (LogLines lines = new LogLines(AbandonedExecutions.class)) {
      abandoned.await("run-1");
      abandoned.add("run-1", new SimpleflowException("it blocks"));

      assertThat(lines.all()).isEmpty();
      assertThat(abandoned.reason("run-1")).isPresent();
    }
  }
}
