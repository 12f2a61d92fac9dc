package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ExecutionId;
import io.simpleflow.FailureDecision;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Retry;
import io.simpleflow.RetryPolicy;
import io.simpleflow.TaskFailure;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Further attempts after a failure. */
abstract class RetriesContract extends ContractSuite {
  RetriesContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases; attempts are counted by the length of a file. */
  public static final class Tasks {
    private Tasks() {}

    /** Fails so many times, then returns the number of attempts. */
    @Activity(retry = 3)
    public static int failing(String counter, int failures) throws IOException {
      return attempt(counter, failures);
    }

    /** As the other, with pauses. */
    @Activity
    @Retry(maximumAttempts = 4, initialInterval = "1s", backoffCoefficient = 2)
    public static int pausing(String counter, int failures) throws IOException {
      return attempt(counter, failures);
    }

    /** Fails in a way that no further attempt would help. */
    @Activity
    @Retry(
        maximumAttempts = 4,
        initialInterval = "1s",
        nonRetryable = IllegalArgumentException.class)
    public static int hopeless(String counter) throws IOException {
      attempt(counter, 0);
      throw new NumberFormatException("not a number");
    }

    /** Is told which attempt it is, and fails below the third. */
    @Activity(retry = 3)
    public static int counting(String text) {
      int attempt = ActivityContext.current().attempt();
      if (attempt < 3) {
        throw new IllegalStateException(text + " fails in attempt " + attempt);
      }
      return attempt;
    }

    private static int attempt(String counter, int failures) throws IOException {
      Path file = Path.of(counter);
      Files.writeString(file, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      int attempt = (int) Files.size(file);
      if (attempt <= failures) {
        throw new IOException("attempt " + attempt);
      }
      return attempt;
    }
  }

  @TempDir Path folder;

  private String counter() {
    return folder.resolve("attempts").toString();
  }

  private List<HistoryEvent> attempts(ExecutionId execution) {
    return events(execution, EventType.ACTIVITY_TASK_SCHEDULED);
  }

  /** Retries by number. */
  @WorkflowType(name = "contract.retry")
  public static class Retrying extends Workflow {
    /** The number of attempts, or minus one. */
    public int run(String counter, int failures) {
      Future<Integer> attempts = submit(Tasks::failing, counter, failures);
      return attempts.exception().isPresent() ? -1 : attempts.result();
    }
  }

  @Test
  void retriesAFailedActivityUntilItSucceeds() throws Exception {
    ExecutionId execution = start(Retrying.class, counter(), 2);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(3);
    assertThat(attempts(execution))
        .as("every attempt has the same id")
        .extracting(event -> ((ActivityTaskScheduled) event).activityId())
        .hasSize(3)
        .containsOnly(((ActivityTaskScheduled) attempts(execution).get(0)).activityId());
  }

  /** Lets every attempt be told which it is, the second with another argument. */
  @WorkflowType(name = "contract.countedRetries")
  public static class CountedRetries extends Workflow {
    private final List<String> reasons = new ArrayList<>();

    /** The reasons of failures, then the last attempt. */
    public List<String> run() {
      reasons.add("done in attempt " + submit(Tasks::counting, "first").result());
      return reasons;
    }

    @Override
    protected FailureDecision onTaskFailure(TaskFailure failure) {
      reasons.add(failure.reason());
      return failure.attempt() == 1
          ? FailureDecision.retryNow().withArguments("changed")
          : FailureDecision.standard();
    }
  }

  @Test
  void tellsAnActivityWhichAttemptItIs() throws Exception {
    ExecutionId execution = start(CountedRetries.class);
    List<String> told = environment().result(execution, new GenericType<List<String>>() {});
    assertThat(told).hasSize(3);
    assertThat(told.get(0)).endsWith("first fails in attempt 1");
    assertThat(told.get(1)).endsWith("changed fails in attempt 2");
    assertThat(told.get(2)).isEqualTo("done in attempt 3");
    assertThat(attempts(execution))
        .extracting(event -> ((ActivityTaskScheduled) event).activityId())
        .hasSize(3)
        .containsOnly(((ActivityTaskScheduled) attempts(execution).get(0)).activityId());
  }

  @Test
  void givesUpAfterTheLastAttempt() throws Exception {
    ExecutionId execution = start(Retrying.class, counter(), 100);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(-1);
    assertThat(attempts(execution)).as("one attempt and three more").hasSize(4);
  }

  /** Retries as the submit says. */
  @WorkflowType(name = "contract.retryOverridden")
  public static class Overriding extends Workflow {
    /** The number of attempts, or minus one. */
    public int run(String counter, int failures) {
      ActivityOptions twice = ActivityOptions.none().withRetry(RetryPolicy.immediately(1));
      Future<Integer> attempts = with(twice).submit(Tasks::failing, counter, failures);
      return attempts.exception().isPresent() ? -1 : attempts.result();
    }
  }

  @Test
  void retriesAsTheSubmitSays() throws Exception {
    ExecutionId execution = start(Overriding.class, counter(), 2);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(-1);
    assertThat(attempts(execution)).hasSize(2);
  }

  /** Retries with pauses. */
  @WorkflowType(name = "contract.backoff")
  public static class BackingOff extends Workflow {
    /** The number of attempts. */
    public int run(String counter, int failures) {
      return submit(Tasks::pausing, counter, failures).result();
    }
  }

  @Test
  void pausesLongerAndLongerBetweenAttempts() throws Exception {
    ExecutionId execution = start(BackingOff.class, counter(), 2);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(3);
    List<HistoryEvent> failed = events(execution, EventType.ACTIVITY_TASK_FAILED);
    List<HistoryEvent> scheduled = attempts(execution);
    assertThat(Duration.between(failed.get(0).timestamp(), scheduled.get(1).timestamp()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(Duration.between(failed.get(1).timestamp(), scheduled.get(2).timestamp()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void givesUpAfterTheLastAttemptOfAPolicy() throws Exception {
    ExecutionId execution = start(BackingOff.class, counter(), 100);
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.FAILED);
    assertThat(attempts(execution)).hasSize(4);
  }

  /** Meets a failure that is not worth a retry. */
  @WorkflowType(name = "contract.hopeless")
  public static class Hopeless extends Workflow {
    /** Whether it failed. */
    public boolean run(String counter) {
      return submit(Tasks::hopeless, counter).exception().isPresent();
    }
  }

  @Test
  void doesNotRetryWhatThePolicyRulesOut() throws Exception {
    ExecutionId execution = start(Hopeless.class, counter());
    assertThat(environment().result(execution, Boolean.class)).isTrue();
    assertThat(attempts(execution)).as("a subclass counts too").hasSize(1);
  }
}
