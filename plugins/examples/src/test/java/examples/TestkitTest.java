package examples;

import static org.assertj.core.api.Assertions.assertThat;

import examples.basic.BasicWorkflow;
import examples.errors.ErrorsWorkflow;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.testkit.WorkflowEnvironment;
import io.simpleflow.testkit.WorkflowExtension;
import io.simpleflow.testkit.WorkflowReplayer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the test kit does for a workflow's tests. */
@ExtendWith(WorkflowExtension.class)
class TestkitTest {
  /** Reminds somebody once a month. */
  @WorkflowType(name = "reminders")
  public static class Reminders extends Workflow {
    /** Sleeps for so many months and returns the days that passed. */
    public long run(int months) {
      Instant start = now();
      for (int month = 0; month < months; month++) {
        sleep(Duration.ofDays(30));
      }
      return Duration.between(start, now()).toDays();
    }
  }

  @Test
  @Timeout(10)
  void sleepsForMonthsInMilliseconds(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(Reminders.class, Long.class, 12)).isEqualTo(360);
  }

  @Test
  void putsOtherCodeInThePlaceOfAnActivity(WorkflowEnvironment workflows) throws Exception {
    workflows.replaceActivity(
        "examples.errors.Trip.bookFlight", context -> "charter with " + context.input());
    assertThat(workflows.run(ErrorsWorkflow.class, String.class, "Atlantis"))
        .isEqualTo(
            "invoice for room in Atlantis and charter with "
                + "{\"args\":[\"Atlantis\"],\"kwargs\":{}}");
  }

  @Test
  void retriesAStandInAsTheActivityItself(WorkflowEnvironment workflows) throws Exception {
    workflows.replaceActivity(
        "examples.errors.Trip.bookFlight",
        context -> {
          throw new IllegalStateException("on strike");
        });
    assertThat(workflows.run(ErrorsWorkflow.class, String.class, "Rome"))
        .contains("IllegalStateException: on strike");
  }

  /** Uses an activity whose code is elsewhere. */
  @WorkflowType(name = "elsewhere")
  public static class Elsewhere extends Workflow {
    /** Asks for a translation. */
    public String run(String text) {
      return submit(Task.named("translate", "1", String.class, text)).result();
    }
  }

  @Test
  void standsInForAnActivityThatLivesElsewhere(WorkflowEnvironment workflows) throws Exception {
    workflows.replaceActivity("translate", context -> "Guten Tag");
    assertThat(workflows.run(Elsewhere.class, String.class, "Good day")).isEqualTo("Guten Tag");
  }

  @Test
  void replaysWhatHasRun(WorkflowEnvironment workflows) throws Exception {
    var execution = workflows.start(BasicWorkflow.class, 1);
    workflows.await(execution);
    new WorkflowReplayer().replay(BasicWorkflow.class, workflows.events(execution));
  }
}
