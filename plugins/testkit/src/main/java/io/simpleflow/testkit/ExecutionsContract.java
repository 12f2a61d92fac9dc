package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.GenericType;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Executions from outside: started, signalled, cancelled, terminated, listed. */
abstract class ExecutionsContract extends ContractSuite {
  ExecutionsContract(BackendContract contract) {
    super(contract);
  }

  /** Waits for something that takes very long. */
  @WorkflowType(name = "contract.patient", version = "1")
  public static class Patient extends Workflow {
    /** Sleeps for a week. */
    public void run() {
      sleep(Duration.ofDays(7));
    }
  }

  /** Ends at once. */
  @WorkflowType(name = "contract.quick", version = "1")
  public static class Quick extends Workflow {
    /** Gives back what it gets. */
    public String run(String text) {
      return text;
    }
  }

  /** Knows who it is. */
  @WorkflowType(name = "contract.whoAmI", version = "7")
  public static class WhoAmI extends Workflow {
    /** Its ids and tags. */
    public List<String> run() {
      return List.of(
          runContext().name(),
          runContext().version(),
          runContext().execution().workflowId(),
          runContext().execution().runId(),
          String.join(",", runContext().tagList()));
    }
  }

  private Executor executor() {
    return environment().executor();
  }

  private void terminate(ExecutionId execution) {
    executor().terminate(execution, "enough", "of this", Optional.empty());
  }

  private ExecutionId waiting() throws InterruptedException {
    ExecutionId execution = start(Patient.class);
    environment().awaitHistory(execution, history -> !history.timers().isEmpty());
    return execution;
  }

  @Test
  void recordsASignal() throws Exception {
    ExecutionId execution = waiting();
    executor().signal(execution, "hello", "{\"a\":1}");
    environment().awaitHistory(execution, history -> !history.signals().isEmpty());
    WorkflowExecutionSignaled signal =
        (WorkflowExecutionSignaled) events(execution, EventType.WORKFLOW_EXECUTION_SIGNALED).get(0);
    assertThat(signal.signalName()).isEqualTo("hello");
    assertThat(signal.input()).isEqualTo("{\"a\":1}");
    terminate(execution);
  }

  @Test
  void cancelsAnExecutionThatIsAskedTo() throws Exception {
    ExecutionId execution = waiting();
    executor().requestCancel(execution);
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.CANCELED);
  }

  @Test
  void terminatesAnExecution() throws Exception {
    ExecutionId execution = waiting();
    terminate(execution);
    ExecutionOutcome outcome = environment().await(execution);
    assertThat(outcome.status()).isEqualTo(CloseStatus.TERMINATED);
    assertThat(outcome.reason()).contains("enough");
    assertThat(outcome.details()).contains("of this");
  }

  @Test
  void waitsNoLongerThanAskedForAnExecution() throws Exception {
    ExecutionId execution = waiting();
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> executor().await(execution, Duration.ofMillis(1)));
    terminate(execution);
  }

  @Test
  void refusesASecondOpenExecutionOfAWorkflowId() throws Exception {
    ExecutionId execution = waiting();
    StartRequest again =
        StartRequest.of(
            execution.workflowId(),
            environment().request(Patient.class).workflowType(),
            "{\"args\":[],\"kwargs\":{}}");
    assertThatExceptionOfType(ExecutionAlreadyStartedException.class)
        .isThrownBy(() -> executor().start(again))
        .withMessageContaining(execution.workflowId());
    terminate(execution);
  }

  @Test
  void takesTheIdOfAClosedExecutionForAnother() throws Exception {
    StartRequest request = environment().request(Quick.class, "x");
    ExecutionId first = executor().start(request);
    environment().await(first);
    ExecutionId second = executor().start(request);
    environment().await(second);
    assertThat(second.workflowId()).isEqualTo(first.workflowId());
    assertThat(second.runId()).isNotEqualTo(first.runId());
    assertThat(environment().histories().latest(Optional.of(first.workflowId()))).contains(second);
  }

  @Test
  void doesNotFindWhatIsNotThere() {
    ExecutionId unknown = new ExecutionId("contract-nobody", "no-run");
    assertNotFound(unknown);
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> environment().histories().describe(unknown));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> environment().histories().events(unknown));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> executor().await(unknown, Duration.ofSeconds(1)));
    assertThat(environment().histories().latest(Optional.of("contract-nobody"))).isEmpty();
  }

  @Test
  void doesNotReachAClosedExecution() throws Exception {
    ExecutionId closed = start(Quick.class, "x");
    environment().await(closed);
    assertNotFound(closed);
  }

  private void assertNotFound(ExecutionId execution) {
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> executor().signal(execution, "hello", null));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> executor().requestCancel(execution));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> terminate(execution));
  }

  @Test
  void tellsAWorkflowWhoItIs() throws Exception {
    ExecutionId execution = executor().start(tagged(WhoAmI.class));
    assertThat(environment().result(execution, new GenericType<List<String>>() {}))
        .containsExactly(
            "contract.whoAmI", "7", execution.workflowId(), execution.runId(), "red,blue");
  }

  private StartRequest tagged(Class<? extends Workflow> workflow, Object... arguments) {
    StartRequest plain = environment().request(workflow, arguments);
    return new StartRequest(
        plain.workflowId(),
        plain.workflowType(),
        plain.input(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of("red", "blue"),
        Optional.empty());
  }

  @Test
  void describesAndListsExecutions() throws Exception {
    ExecutionId execution = executor().start(tagged(Quick.class, "x"));
    environment().await(execution);
    ExecutionInfo info = environment().histories().describe(execution).info();
    assertThat(info.execution()).isEqualTo(execution);
    assertThat(info.status()).isEqualTo(ExecutionStatus.CLOSED);
    assertThat(info.closeStatus()).contains(CloseStatus.COMPLETED);
    assertThat(info.workflowType().name()).isEqualTo("contract.quick");
    assertThat(info.tagList()).containsExactly("red", "blue");
    assertThat(info.closeTimestamp()).isPresent();

    ExecutionFilter byId = ExecutionFilter.all().withWorkflowId(execution.workflowId());
    assertThat(environment().histories().list(byId)).containsExactly(info);
    assertThat(environment().histories().list(byId.withStatus(ExecutionStatus.OPEN))).isEmpty();
    assertThat(environment().histories().list(ExecutionFilter.all().withLimit(1))).hasSize(1);
  }
}
