package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.GenericType;
import io.simpleflow.Workflow;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** A part of the {@link BackendContract}: the cases of one feature, with their workflows. */
abstract class ContractSuite {
  private final BackendContract contract;

  ContractSuite(BackendContract contract) {
    this.contract = contract;
  }

  @BeforeEach
  void skipWhatIsUnsupported(TestInfo test) {
    String reason = contract.unsupported().get(test.getTestMethod().orElseThrow().getName());
    Assumptions.assumeTrue(reason == null, reason);
  }

  final WorkflowEnvironment environment() {
    return contract.environment();
  }

  /** Runs a workflow to its end and returns its result. */
  final <T> T run(
      Class<? extends Workflow> workflow, Class<T> resultType, @Nullable Object... arguments)
      throws InterruptedException {
    return environment().run(workflow, resultType, arguments);
  }

  /** As the other, with a generic type of the result. */
  final <T> T run(
      Class<? extends Workflow> workflow, GenericType<T> resultType, @Nullable Object... arguments)
      throws InterruptedException {
    return environment().run(workflow, resultType, arguments);
  }

  /** Starts a workflow. */
  final ExecutionId start(Class<? extends Workflow> workflow, @Nullable Object... arguments) {
    return environment().start(workflow, arguments);
  }

  /** How many events of a type a history has. */
  final long count(ExecutionId execution, EventType type) {
    return events(execution, type).size();
  }

  /** The events of a type. */
  final List<HistoryEvent> events(ExecutionId execution, EventType type) {
    return environment().events(execution).stream().filter(event -> event.type() == type).toList();
  }

  /**
   * Runs a workflow that asks for what is refused, and returns what it was told. What is refused at
   * the call leaves nothing in the history, which goes on lawfully to its end.
   */
  final List<String> refusals(Class<? extends RefusedWorkflow> workflow)
      throws InterruptedException {
    ExecutionId execution = start(workflow);
    List<String> refusals = refusals(execution);
    assertThat(environment().events(execution))
        .extracting(HistoryEvent::type)
        .containsOnly(
            EventType.WORKFLOW_EXECUTION_STARTED,
            EventType.DECISION_TASK_SCHEDULED,
            EventType.DECISION_TASK_STARTED,
            EventType.DECISION_TASK_COMPLETED,
            EventType.WORKFLOW_EXECUTION_COMPLETED);
    return refusals;
  }

  /** As the other, of an execution that does other things besides, which the history may tell. */
  final List<String> refusals(ExecutionId execution) throws InterruptedException {
    List<String> refusals = environment().result(execution, new GenericType<List<String>>() {});
    HistoryLaws.check(environment().events(execution));
    return refusals;
  }
}
