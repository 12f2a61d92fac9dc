package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ChildTask;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.GenericType;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskTerminatedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Workflows that start others, and that go on as new ones. */
abstract class ChildrenContract extends ContractSuite {
  ChildrenContract(BackendContract contract) {
    super(contract);
  }

  /** A child that computes. */
  @WorkflowType(name = "contract.child.sum", version = "1")
  public static class Sum extends Workflow {
    /** Adds. */
    public int run(int a, int b) {
      return a + b;
    }
  }

  /** A child whose equals are one. */
  @WorkflowType(name = "contract.child.once", version = "1", idempotent = true)
  public static class Once extends Workflow {
    /** Says who it is. */
    public String run(String text) {
      return text + runContext().execution().runId();
    }
  }

  /** A child that ends as it is told to. */
  @WorkflowType(name = "contract.child.ends", version = "1")
  public static class Ends extends Workflow {
    /** Fails, or waits for a long time. */
    public String run(String how) {
      if (how.equals("fail")) {
        throw fail("told to", "with details");
      }
      sleep(Duration.ofDays(300));
      return "late";
    }
  }

  /** Children by class, reference and name; futures as arguments. */
  @WorkflowType(name = "contract.child.parent")
  public static class Parent extends Workflow {
    /** Three sums, each of what went before. */
    public List<Integer> run() {
      Future<Integer> one = submit(Sum::run, 1, 2);
      Future<Integer> two = submit(ChildTask.<Integer>of(Sum.class, one, 10));
      Future<Integer> three =
          submit(
              ChildTask.named("contract.child.sum", "1", Integer.class)
                  .with("a", two)
                  .with("b", 4));
      return Futures.wait(one, two, three);
    }
  }

  @Test
  void startsChildrenByReferenceClassAndName() throws Exception {
    assertThat(run(Parent.class, new GenericType<List<Integer>>() {})).containsExactly(3, 13, 17);
  }

  /** Tells how its child ended. */
  @WorkflowType(name = "contract.child.outcome")
  public static class Outcome extends Workflow {
    /** The failure's class and message. */
    public String run(String workflowId, String how) {
      Duration limit = Duration.ofSeconds(how.equals("time out") ? 2 : 3_000_000);
      WorkflowOptions options =
          WorkflowOptions.none().withWorkflowId(workflowId).withExecutionStartToCloseTimeout(limit);
      Future<String> child = with(options).submit(Ends::run, how);
      if (how.equals("cancel")) {
        timer(Duration.ofSeconds(1)).result();
        child.requestCancel();
      }
      return child
          .exception()
          .map(failure -> failure.getClass().getSimpleName() + ": " + failure.getMessage())
          .orElse("none");
    }
  }

  private static String newId() {
    return "child-" + UUID.randomUUID();
  }

  @Test
  void tellsThatAChildHasFailed() throws Exception {
    assertThat(run(Outcome.class, String.class, newId(), "fail"))
        .startsWith("TaskFailedException: workflow-contract.child.ends failed: ")
        .contains("told to");
  }

  @Test
  void tellsThatAChildTookTooLong() throws Exception {
    assertThat(run(Outcome.class, String.class, newId(), "time out"))
        .isEqualTo(
            "TaskTimedOutException: workflow-contract.child.ends timed out: START_TO_CLOSE (2 s)");
  }

  @Test
  void cancelsOneChild() throws Exception {
    String id = newId();
    assertThat(run(Outcome.class, String.class, id, "cancel"))
        .isEqualTo("TaskCanceledException: workflow-contract.child.ends was cancelled");
    assertThat(status(child(id))).contains(CloseStatus.CANCELED);
  }

  @Test
  void tellsThatAChildWasTerminated() throws Exception {
    String id = newId();
    ExecutionId parent = start(Outcome.class, id, "wait");
    awaitStart(parent);
    environment().executor().terminate(child(id), null, null, Optional.empty());
    assertThat(environment().result(parent, String.class))
        .startsWith(TaskTerminatedException.class.getSimpleName());
  }

  private void awaitStart(ExecutionId parent) throws InterruptedException {
    environment()
        .awaitHistory(
            parent, history -> count(parent, EventType.CHILD_WORKFLOW_EXECUTION_STARTED) > 0);
  }

  private ExecutionId child(String workflowId) {
    return environment().histories().latest(Optional.of(workflowId)).orElseThrow();
  }

  private Optional<CloseStatus> status(ExecutionId execution) {
    return environment().histories().describe(execution).info().closeStatus();
  }

  @Test
  void tellsWhyAChildIsNotStarted() throws Exception {
    String id = newId();
    ExecutionId first = start(Outcome.class, id, "wait");
    awaitStart(first);
    assertThat(run(Outcome.class, String.class, id, "wait"))
        .endsWith("workflow-contract.child.ends failed: WORKFLOW_ALREADY_RUNNING");
    environment().executor().terminate(first, null, null, Optional.empty());
  }

  /** Tries a child again. */
  @WorkflowType(name = "contract.child.again")
  public static class Again extends Workflow {
    /** The child's failure in the end. */
    public String run() {
      return with(WorkflowOptions.none().withRetry(RetryPolicy.immediately(2)))
          .submit(Ends::run, "fail")
          .exception()
          .map(SimpleflowException::getMessage)
          .orElse("none");
    }
  }

  @Test
  void startsAChildThatFailsAgain() throws Exception {
    ExecutionId parent = start(Again.class);
    assertThat(environment().result(parent, String.class)).contains("told to");
    assertThat(count(parent, EventType.CHILD_WORKFLOW_EXECUTION_FAILED)).isEqualTo(3);
  }

  /** Gives a child what a submit can give. */
  @WorkflowType(name = "contract.child.options")
  public static class Options extends Workflow {
    /** Starts two children. */
    public int run() {
      WorkflowOptions given =
          WorkflowOptions.none()
              .withTaskList("contract-special")
              .withTagList(List.of("own"))
              .withTaskPriority(7)
              .withChildPolicy(ChildPolicy.REQUEST_CANCEL)
              .withTaskStartToCloseTimeout(Duration.ofSeconds(50))
              .withExecutionStartToCloseTimeout(Duration.ofSeconds(500));
      int one = with(given).submit(Sum::run, 1, 1).result();
      return with(WorkflowOptions.none().withInheritTags(true)).submit(Sum::run, one, 1).result();
    }

    @Override
    protected WorkflowOptions options(
        List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
      return WorkflowOptions.none().withTagList(List.of("parent's"));
    }
  }

  @Test
  void givesAChildItsTaskListTagsTimeoutsAndPolicy() throws Exception {
    ExecutionId parent = start(Options.class);
    assertThat(environment().result(parent, Integer.class)).isEqualTo(3);
    List<StartChildWorkflowExecutionInitiated> children =
        events(parent, EventType.START_CHILD_WORKFLOW_EXECUTION_INITIATED).stream()
            .map(StartChildWorkflowExecutionInitiated.class::cast)
            .toList();
    WorkflowExecutionStarted first = started(child(children.get(0).workflowId()));
    assertThat(first.taskList()).isEqualTo("contract-special");
    assertThat(first.tagList()).containsExactly("own");
    assertThat(first.taskPriority()).isEqualTo("7");
    assertThat(first.childPolicy()).isEqualTo(ChildPolicy.REQUEST_CANCEL);
    assertThat(first.taskStartToCloseTimeout()).isEqualTo("50");
    assertThat(first.executionStartToCloseTimeout()).isEqualTo("500");
    assertThat(started(child(children.get(1).workflowId())).tagList()).containsExactly("parent's");
  }

  private WorkflowExecutionStarted started(ExecutionId execution) {
    return (WorkflowExecutionStarted) environment().events(execution).get(0);
  }

  /** One child for equal arguments. */
  @WorkflowType(name = "contract.child.idempotent")
  public static class Idempotent extends Workflow {
    /** Whether all have one result. */
    public boolean run() {
      String first = submit(Once::run, "a").result();
      return first.equals(submit(Once::run, "a").result())
          && !first.equals(submit(Once::run, "b").result());
    }
  }

  @Test
  void startsAnIdempotentChildOnceForTheSameArguments() throws Exception {
    ExecutionId parent = start(Idempotent.class);
    assertThat(environment().result(parent, Boolean.class)).isTrue();
    assertThat(count(parent, EventType.CHILD_WORKFLOW_EXECUTION_STARTED)).isEqualTo(2);
  }

  private void terminateTheParent(ChildPolicy policy, String id) throws InterruptedException {
    ExecutionId parent = start(Outcome.class, id, "wait");
    awaitStart(parent);
    environment().executor().terminate(parent, null, null, Optional.of(policy));
  }

  @Test
  void endsChildrenWithTheirParentByItsPolicy() throws Exception {
    checkPolicies(this::terminateTheParent);
  }

  /** How a parent is ended whose one child has an id. */
  private interface End {
    void endParent(ChildPolicy policy, String childId) throws InterruptedException;
  }

  private void checkPolicies(End end) throws InterruptedException {
    String terminated = newId();
    end.endParent(ChildPolicy.TERMINATE, terminated);
    assertThat(environment().await(child(terminated)).status()).isEqualTo(CloseStatus.TERMINATED);
    String canceled = newId();
    end.endParent(ChildPolicy.REQUEST_CANCEL, canceled);
    assertThat(environment().await(child(canceled)).status()).isEqualTo(CloseStatus.CANCELED);
    String abandoned = newId();
    end.endParent(ChildPolicy.ABANDON, abandoned);
    assertThat(status(child(abandoned))).isEmpty();
    environment().executor().terminate(child(abandoned), null, null, Optional.empty());
  }

  /** Is a parent that takes too long, of a policy that its own parent gives it. */
  @WorkflowType(name = "contract.child.slow")
  public static class Slow extends Workflow {
    /** How a child ended that has a child of its own, when its time was over. */
    public String run(ChildPolicy policy, String workflowId) {
      return with(WorkflowOptions.none()
              .withChildPolicy(policy)
              .withExecutionStartToCloseTimeout(Duration.ofSeconds(3)))
          .submit(Outcome::run, workflowId, "wait")
          .exception()
          .map(failure -> failure.getClass().getSimpleName())
          .orElse("none");
    }
  }

  private void letTheParentTimeOut(ChildPolicy policy, String id) throws InterruptedException {
    assertThat(run(Slow.class, String.class, policy, id)).isEqualTo("TaskTimedOutException");
  }

  @Test
  void endsChildrenByThePolicyOfAParentThatTookTooLong() throws Exception {
    checkPolicies(this::letTheParentTimeOut);
  }

  /** Leaves a child behind. */
  @WorkflowType(name = "contract.child.leaves")
  public static class Leaves extends Workflow {
    /** Does not wait for its child. */
    public void run(String workflowId) {
      var unused =
          with(WorkflowOptions.none()
                  .withWorkflowId(workflowId)
                  .withChildPolicy(ChildPolicy.ABANDON))
              .submit(Sum::run, 1, 2);
    }
  }

  @Test
  void startsAnAbandonedChildBeforeItCompletes() throws Exception {
    String id = newId();
    environment().await(start(Leaves.class, id));
    assertThat(environment().await(child(id)).result()).contains("3");
  }

  /** Starts a child of a type that has no code here. */
  @WorkflowType(name = "contract.child.foreign")
  public static class Foreign extends Workflow {
    /** How that child ends, which nobody runs. */
    public String run(String type, String workflowId) {
      WorkflowOptions nobodys =
          WorkflowOptions.none().withTaskList("contract-nobody").withWorkflowId(workflowId);
      return submit(ChildTask.named(type, "1", String.class).with(nobodys))
          .exception()
          .map(SimpleflowException::getMessage)
          .orElse("none");
    }
  }

  @Test
  void makesATypeKnownThatTheServiceDoesNotKnow() throws Exception {
    String type = "contract.child." + UUID.randomUUID();
    String id = newId();
    ExecutionId parent = start(Foreign.class, type, id);
    environment()
        .awaitHistory(
            parent,
            history ->
                history.execution().status() == ExecutionStatus.CLOSED
                    || count(parent, EventType.CHILD_WORKFLOW_EXECUTION_STARTED) > 0);
    // A service in this process has no deciders elsewhere: what is not here is nowhere.
    boolean started = count(parent, EventType.CHILD_WORKFLOW_EXECUTION_STARTED) > 0;
    if (started) {
      environment().executor().terminate(child(id), null, null, Optional.empty());
    }
    assertThat(environment().result(parent, String.class))
        .contains(type, started ? "terminated" : "WORKFLOW_TYPE_DOES_NOT_EXIST");
    assertThat(events(parent, EventType.START_CHILD_WORKFLOW_EXECUTION_FAILED))
        .extracting(event -> ((StartChildWorkflowExecutionFailed) event).cause())
        .containsExactly("WORKFLOW_TYPE_DOES_NOT_EXIST");
  }

  /** Goes on as new while a child runs. */
  @WorkflowType(name = "contract.child.survived")
  public static class Survived extends Workflow {
    /** What becomes of a second start of that child. */
    public String run(String workflowId, boolean again) {
      Future<String> child =
          with(WorkflowOptions.none().withWorkflowId(workflowId)).submit(Ends::run, "wait");
      if (again) {
        return child.exception().map(SimpleflowException::getMessage).orElse("none");
      }
      sleep(Duration.ofSeconds(1));
      return continueAsNew(Survived::run, workflowId, true);
    }
  }

  @Test
  void leavesChildrenRunningWithoutAParentWhenItGoesOnAsNew() throws Exception {
    String id = newId();
    ExecutionId first = start(Survived.class, id, false);
    assertThat(environment().result(first, String.class)).endsWith("WORKFLOW_ALREADY_RUNNING");
    assertThat(status(child(id))).isEmpty();
    environment().executor().terminate(child(id), null, null, Optional.empty());
    assertThat(environment().events(child(first.workflowId())))
        .noneMatch(event -> event.type() == EventType.CHILD_WORKFLOW_EXECUTION_TERMINATED);
  }
}
