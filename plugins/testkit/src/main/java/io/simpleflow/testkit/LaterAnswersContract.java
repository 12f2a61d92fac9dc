package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.StaleTaskException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ActivityState;
import io.simpleflow.history.EventType;
import io.simpleflow.history.History;
import io.simpleflow.spi.ActivityAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activities that go on when their method has returned, and are answered by their tokens. */
abstract class LaterAnswersContract extends ContractSuite {
  LaterAnswersContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases; they leave their tokens in a file. */
  public static final class Tasks {
    private Tasks() {}

    /** Is ended by someone else. */
    @Activity(name = "contract.later")
    public static String later(String file) throws IOException {
      leave(file);
      return "dropped";
    }

    /** Says how far it is, and is never ended. */
    @Activity(name = "contract.neverEnded", startToCloseTimeout = "2s")
    public static String neverEnded(String file) throws IOException {
      ActivityContext.current().heartbeat("half");
      leave(file);
      return "dropped";
    }

    private static void leave(String file) throws IOException {
      ActivityContext.current().completeLater();
      Path written = Path.of(file + ".part");
      Files.writeString(written, ActivityContext.current().taskToken());
      Files.move(written, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("token");
  }

  private ActivityAnswers answers() {
    return environment().executor().answers();
  }

  /** Starts the workflow and waits until its activity has left the token. */
  private ExecutionId underWay(Class<? extends Workflow> workflow) throws InterruptedException {
    ExecutionId execution = start(workflow, file().toString());
    environment().awaitHistory(execution, history -> Files.exists(file()));
    return execution;
  }

  private String token() throws IOException {
    return Files.readString(file());
  }

  /** Waits for what ends later. */
  @WorkflowType(name = "contract.waitForLater")
  public static class Waiting extends Workflow {
    /** The result, or the reason of the failure. */
    public String run(String file) {
      Future<String> later = submit(Tasks::later, file);
      return later.exception().orElse(null) instanceof TaskFailedException failed
          ? failed.reason()
          : later.result();
    }
  }

  @Test
  void completesAnActivityLaterByItsToken() throws Exception {
    ExecutionId execution = underWay(Waiting.class);
    answers().respondActivityTaskCompleted(token(), "\"at last\"");
    assertThat(environment().result(execution, String.class)).isEqualTo("at last");
    assertThat(count(execution, EventType.ACTIVITY_TASK_COMPLETED)).isEqualTo(1);
  }

  @Test
  void failsAnActivityLaterByItsToken() throws Exception {
    ExecutionId execution = underWay(Waiting.class);
    answers().respondActivityTaskFailed(token(), "nobody came", "until five");
    assertThat(environment().result(execution, String.class)).isEqualTo("nobody came");
  }

  @Test
  void refusesASecondAnswerToAnActivity() throws Exception {
    ExecutionId execution = underWay(Waiting.class);
    String token = token();
    answers().respondActivityTaskCompleted(token, "\"first\"");
    assertThatExceptionOfType(StaleTaskException.class)
        .isThrownBy(() -> answers().respondActivityTaskCompleted(token, "\"second\""));
    assertThatExceptionOfType(StaleTaskException.class)
        .isThrownBy(() -> answers().respondActivityTaskFailed(token, "second", null));
    assertThatExceptionOfType(StaleTaskException.class)
        .isThrownBy(() -> answers().recordActivityTaskHeartbeat(token, null));
    assertThat(environment().result(execution, String.class)).isEqualTo("first");
  }

  /** Waits for what is never ended. */
  @WorkflowType(name = "contract.waitForever")
  public static class WaitingInVain extends Workflow {
    /** Which timeout struck, and what was heard last. */
    public String run(String file) {
      return submit(Tasks::neverEnded, file).exception().orElse(null)
              instanceof TaskTimedOutException timedOut
          ? timedOut.timeoutType() + " after " + timedOut.details().orElse("nothing")
          : "it ended";
    }
  }

  @Test
  void keepsTheDetailsOfTheLastHeartbeat() throws Exception {
    ExecutionId execution = underWay(WaitingInVain.class);
    environment().pass(Duration.ofSeconds(2));
    assertThat(environment().result(execution, String.class))
        .isEqualTo("START_TO_CLOSE after \"half\"");
  }

  @Test
  void takesHeartbeatsByTheTokenToo() throws Exception {
    ExecutionId execution = underWay(WaitingInVain.class);
    assertThat(answers().recordActivityTaskHeartbeat(token(), "\"nearly\""))
        .as("is it to be cancelled?")
        .isFalse();
    environment().pass(Duration.ofSeconds(2));
    environment().await(execution);
    assertThat(History.of(environment().events(execution)).activities())
        .extracting(ActivityState::details)
        .containsExactly("\"nearly\"");
  }
}
