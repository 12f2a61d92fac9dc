package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ActivityOptions;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.ExecutionId;
import io.simpleflow.Func;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.EventType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tasks, children and canvases that cannot be submitted; see {@link RefusalsContract}. */
@SuppressWarnings("FutureReturnValueIgnored") // Refused calls return none.
abstract class RefusedTasksContract extends ContractSuite {
  private static final String LONG_NAME = "n".repeat(257);
  private static final String SHOWN = "'" + "n".repeat(60) + "…'";

  RefusedTasksContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases, and what is none. */
  public static final class Tasks {
    private Tasks() {}

    /** The next number. */
    @Activity(name = "contract.refused.next")
    public static int next(int x) {
      return x + 1;
    }

    /** An ordinary method. */
    public static int ordinary(int x) {
      return x;
    }
  }

  /** Makes canvases that cannot be. */
  @WorkflowType(name = "contract.refused.canvases")
  public static class UnfitCanvases extends RefusedWorkflow {
    @Override
    protected void ask() {
      Task<Integer> task = Task.of(Tasks::next, 1);
      refused(() -> submit(Group.of(withoutChecks(task, null, task))));
      refused(() -> submit(Chain.of(withoutChecks(null, task))));
      refused(() -> Group.of(task).append(withoutChecks(new Submittable<?>[] {null}).get(0)));
      refused(() -> submit(Group.of(task).withMaxParallel(0)));
      refused(() -> submit(Group.of(task).withMaxParallel(-1)));
      refused(() -> submit(Chain.of(task).withSendResult(true).withBreakOnFailure(false)));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
      return (T) null;
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private static List<Submittable<Integer>> withoutChecks(@Nullable Submittable<?>... items) {
      return (List<Submittable<Integer>>) (List<?>) Arrays.asList(items);
    }
  }

  @Test
  void refusesCanvasesThatCannotBe() throws Exception {
    String refused = "IllegalArgumentException: ";
    String instead = "leave it out, or give a FunctionGroup, which may return null";
    assertThat(refusals(UnfitCanvases.class))
        .containsExactly(
            refused + "item 2 of 3 of the group is null: " + instead,
            refused + "item 1 of 2 of the chain is null: " + instead,
            refused + "item 2 of 2 of the group is null: " + instead,
            refused + "maxParallel of a group must be at least 1: 0",
            refused + "maxParallel of a group must be at least 1: -1",
            refused
                + "a chain that sends results must break on failure: a failed item has no result"
                + " to send");
  }

  /** Has a function that returns itself. */
  @WorkflowType(name = "contract.refused.endless")
  public static class Endless extends RefusedWorkflow {
    private FunctionGroup<?> itself = FunctionGroup.of(() -> null);

    @Override
    protected void ask() {
      FunctionGroup<Integer> part =
          new FunctionGroup<>(none -> itself, List.of(), Optional.empty());
      itself = part;
      refused(() -> submit(part).result());
    }
  }

  @Test
  void failsACanvasThatLiesInsideItself() throws Exception {
    assertThat(refusals(Endless.class))
        .containsExactly(
            "SimpleflowException: groups, chains and functions lie more than 1,000 deep inside each"
                + " other: does a function of the canvas return itself?");
  }

  /** Submits what is no activity. */
  @WorkflowType(name = "contract.refused.activities")
  public static class NoActivities extends RefusedWorkflow {
    @Override
    protected void ask() {
      Submittable<Integer> nothing = UnfitCanvases.<Submittable<Integer>>nothing();
      refused(() -> submit(nothing));
      refused(() -> with(ActivityOptions.none()).submit(nothing));
      refused(() -> submit(Tasks::ordinary, 1));
      refused(() -> submit((Integer x) -> x + 1, 1));
      refused(() -> submit(Task.of(new Worker()::run, 1)));
      refused(() -> submit(Task.named("a:b", "1", Integer.class)));
      refused(() -> submit(Task.named(LONG_NAME, "1", Integer.class)));
    }
  }

  /** A workflow, to be run as a child. */
  @WorkflowType(name = "contract.refused.worker")
  public static class Worker extends Workflow {
    /** The number, after a while. */
    public int run(int x) {
      sleep(Duration.ofSeconds(1));
      return x;
    }
  }

  @Test
  void refusesWhatIsNoActivity() throws Exception {
    List<String> all = refusals(NoActivities.class);
    assertThat(all.subList(0, 2))
        .containsOnly(
            "IllegalArgumentException: submit(null): give a task, such as Task.of(Foo::bar, 1), a"
                + " child, a Lambda function, a group or a chain");
    List<String> refusals = all.subList(2, all.size());
    assertThat(refusals.get(0))
        .isEqualTo(
            "TaskNotFoundException: "
                + Tasks.class.getCanonicalName()
                + ".ordinary is not an activity; add @Activity to the method");
    assertThat(refusals.get(1))
        .startsWith(
            "TaskNotFoundException: submit takes a method reference such as Foo::bar, not a lambda");
    assertThat(refusals.get(2))
        .startsWith("TaskNotFoundException: ")
        .endsWith(
            "is not an activity but a workflow: to run it as a child, submit Worker::run, without"
                + " an instance");
    assertThat(refusals.get(3))
        .startsWith("IllegalArgumentException: the name of an activity 'a:b' has a ':'");
    assertThat(refusals.get(4))
        .startsWith("IllegalArgumentException: the name of an activity " + SHOWN + " has 257");
  }

  /** Gives activities what they do not take. */
  @WorkflowType(name = "contract.refused.arguments")
  public static class UnfitArguments extends RefusedWorkflow {
    @Override
    protected void ask() {
      Task<Integer> none = Task.of((Func.F1<Integer, Integer>) Tasks::next);
      refused(() -> submit(none.with("y", 1)).result());
      refused(() -> submit(none.with("x", "one")).result());
      refused(() -> submit(Task.of((Func.F1<Integer, Integer>) Tasks::next, "one")).result());
      refused(
          () ->
              submit(Task.named("contract.refused.next", "default", Integer.class, "one"))
                  .result());
      refused(() -> submit(Task.of((Func.F1<Integer, Integer>) Tasks::next, 1, 2)).result());
      refused(() -> submit(none).result());
    }
  }

  @Test
  void refusesArgumentsThatDoNotFitByPositionOrName() throws Exception {
    String activity = "TaskArgumentException: activity contract.refused.next: ";
    assertThat(refusals(UnfitArguments.class))
        .containsExactly(
            activity + "unknown argument 'y'; its parameters are (int x)",
            activity + "argument 'x' (int) cannot be \"one\"",
            activity + "argument 'x' (int) cannot be \"one\"",
            activity + "argument 'x' (int) cannot be \"one\"",
            activity + "2 arguments given, 1 wanted: (int x)",
            activity + "missing argument 'x' (int)");
  }

  /** Gives two tasks one id. */
  @WorkflowType(name = "contract.refused.taskIds")
  public static class TaskIds extends RefusedWorkflow {
    @Override
    protected void ask() {
      ActivityOptions mine = ActivityOptions.none().withId("mine");
      Future<Integer> first = with(mine).submit(Tasks::next, 1);
      refused(() -> with(mine).submit(Tasks::next, 1));
      first.result();
    }
  }

  @Test
  void refusesASecondTaskOfAnId() throws Exception {
    ExecutionId execution = start(TaskIds.class);
    assertThat(refusals(execution))
        .containsExactly(
            "IllegalArgumentException: the task id 'activity-contract.refused.next-mine' is taken:"
                + " an id is given once in an execution");
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(1);
  }

  /** Starts children that cannot be. */
  @WorkflowType(name = "contract.refused.children")
  public static class UnfitChildren extends RefusedWorkflow {
    @Override
    protected void ask() {
      WorkflowOptions options = WorkflowOptions.none();
      refused(() -> submit(ChildTask.of((Func) (Func.F1<Integer, Integer>) Tasks::next, 1)));
      refused(() -> with(options.withWorkflowId(LONG_NAME)).submit(Worker::run, 1));
      refused(() -> with(options.withWorkflowId("order/1")).submit(Worker::run, 1));
      refused(() -> with(options.withWorkflowId("arn")).submit(Worker::run, 1));
      refused(() -> submit(ChildTask.named("", "1", Integer.class)));
      refused(() -> submit(ChildTask.of(Worker.class, "one")).result());
      refused(() -> submit(ChildTask.of(Worker.class).with("y", 1)).result());
    }
  }

  @Test
  void refusesChildrenThatCannotBe() throws Exception {
    String refused = "IllegalArgumentException: ";
    List<String> refusals = refusals(UnfitChildren.class);
    assertThat(refusals.get(0))
        .startsWith("TaskNotFoundException: ")
        .contains("RefusedTasksContract.Tasks::next is not the run of a workflow");
    assertThat(refusals.subList(1, 5))
        .containsExactly(
            refused
                + "the workflow id "
                + SHOWN
                + " has 257 characters; SWF allows 256, choose a shorter one",
            refused
                + "the workflow id 'order/1' has a ':', '/', '|' or control character, which SWF"
                + " does not allow",
            refused + "the workflow id 'arn' is reserved by SWF; choose another",
            refused + "the name of a workflow '' is empty; give it 1 to 256 characters");
    assertThat(refusals.get(5))
        .startsWith("TaskArgumentException: workflow contract.refused.worker")
        .endsWith("argument 'x' (int) cannot be \"one\"");
    assertThat(refusals.get(6))
        .startsWith("TaskArgumentException: workflow contract.refused.worker")
        .endsWith("unknown argument 'y'; its parameters are (int x)");
  }

  /** Starts a child of a type that nobody knows. */
  @WorkflowType(name = "contract.refused.unknownChild")
  public static class UnknownChild extends RefusedWorkflow {
    @Override
    protected void ask() {
      refused(
          () -> submit(ChildTask.named("contract.noSuchWorkflow", "1", Integer.class, 1)).result());
    }
  }

  @Test
  void failsAChildOfATypeThatNobodyKnows() throws Exception {
    assertThat(refusals(start(UnknownChild.class)))
        .singleElement()
        .asString()
        .startsWith("Task")
        .contains("contract.noSuchWorkflow");
  }

  /** Starts two children of one id. */
  @WorkflowType(name = "contract.refused.childIds")
  public static class ChildIds extends RefusedWorkflow {
    @Override
    protected void ask() {
      String id = runContext().execution().workflowId() + "-child";
      WorkflowOptions mine = WorkflowOptions.none().withWorkflowId(id);
      Future<Integer> first = with(mine).submit(Worker::run, 1);
      refused(() -> with(mine).submit(Worker::run, 2));
      first.result();
      refused(() -> with(mine).submit(Worker::run, 2).result());
    }
  }

  @Test
  void refusesASecondChildOfAnIdUntilTheFirstHasEnded() throws Exception {
    ExecutionId execution = start(ChildIds.class);
    assertThat(refusals(execution))
        .containsExactly(
            "IllegalArgumentException: the workflow id '"
                + execution.workflowId()
                + "-child' is taken by a child that has not ended",
            RefusedWorkflow.ACCEPTED);
  }

  /** Gives tasks, and a signal, more than fits. */
  @WorkflowType(name = "contract.refused.large")
  public static class TooLarge extends RefusedWorkflow {
    @Override
    protected void ask() {
      String large = "x".repeat(40_000);
      refused(() -> submit(ChildTask.of(TakesText.class, large)).result());
      refused(() -> submit(LambdaTask.of("count", Integer.class, large)).result());
      refused(() -> signal("news", large).result());
    }
  }

  /** Takes a text. */
  @WorkflowType(name = "contract.refused.takesText")
  public static class TakesText extends Workflow {
    /** Its length. */
    public int run(String text) {
      return text.length();
    }
  }

  @Test
  void refusesInputsThatAreTooLong() throws Exception {
    List<String> refusals = refusals(TooLarge.class);
    assertThat(refusals.get(0))
        .startsWith(
            "TaskArgumentException: the input of workflow contract.refused.takesText is 40,0")
        .endsWith("at most 32,768 are allowed: pass a reference to large data");
    assertThat(refusals.get(1))
        .isEqualTo(
            "TaskArgumentException: the payload of Lambda function count is 40,002 characters of"
                + " JSON; at most 32,768 are allowed: pass a reference to large data");
    assertThat(refusals.get(2))
        .startsWith("SerializationException: the arguments of signal news are 40,0")
        .endsWith("at most 32,768 are allowed: send a reference to large data");
  }

  /** Calls Lambda functions that cannot be. */
  @WorkflowType(name = "contract.refused.lambda")
  public static class UnfitCalls extends RefusedWorkflow {
    @Override
    protected void ask() {
      LambdaTask<Integer> call = LambdaTask.of("count", Integer.class, null);
      refused(() -> submit(LambdaTask.of("", Integer.class, null)));
      refused(() -> submit(LambdaTask.of(LONG_NAME, Integer.class, null)));
      refused(() -> submit(call.withStartToCloseTimeout(Duration.ZERO)));
      refused(() -> submit(call.withStartToCloseTimeout(Duration.ofMinutes(16))));
    }
  }

  @Test
  void refusesCallsOfLambdaFunctionsThatCannotBe() throws Exception {
    String refused = "IllegalArgumentException: ";
    assertThat(refusals(UnfitCalls.class))
        .containsExactly(
            refused + "the name of a Lambda function '' is empty; give it 1 to 64 characters",
            refused
                + "the name of a Lambda function "
                + SHOWN
                + " has 257 characters; SWF allows 64, choose a shorter one",
            refused + "startToCloseTimeout of Lambda function count is not positive: PT0S",
            refused
                + "startToCloseTimeout of Lambda function count is longer than 15 minutes: PT16M");
  }
}
