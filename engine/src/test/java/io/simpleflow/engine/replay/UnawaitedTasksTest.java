package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ChildTask;
import io.simpleflow.Future;
import io.simpleflow.Task;
import io.simpleflow.engine.worker.LogLines;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a warning tells of that the code has not waited for. */
@Timeout(60)
class UnawaitedTasksTest {
  /** Completes while some tasks run, and others wait for those. */
  @SuppressWarnings("FutureReturnValueIgnored") // It is what is warned about.
  private static final class Hasty extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      Future<Integer> first = submit(Task.named("first", "1", Integer.class));
      submit(Task.named("second", "1", Integer.class, first));
      submit(ChildTask.named("third", "1", Integer.class, first));
      submit(Task.named("given-up", "1", Integer.class, first)).cancel();
      waitSignal("end").await();
      return null;
    }
  }

  @Test
  void namesTasksThatStillWaitForArguments() {
    try (Rehearsal rehearsal = new Rehearsal(Hasty::new);
        LogLines lines = new LogLines(ReplayedExecution.class)) {
      rehearsal.decide();
      rehearsal.service().signal("end", null, null);
      assertThat(rehearsal.result()).isNull();
      assertThat(lines.all())
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("results are lost: [activity activity-first-1, ")
                      .contains("activity activity-second-1 (waits for arguments)")
                      .containsPattern("child workflow-third-.* \\(waits for arguments\\)]")
                      .doesNotContain("given-up"));
    }
  }
}
