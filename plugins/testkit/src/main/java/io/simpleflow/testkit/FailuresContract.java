package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.FutureStatus;
import io.simpleflow.Futures;
import io.simpleflow.GenericType;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.spi.ExecutionOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks and workflows that fail, and what that means for others. */
abstract class FailuresContract extends ContractSuite {
  FailuresContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Fails. */
    @Activity(name = "contract.broken")
    public static int broken(int x) {
      if (x != 0) {
        throw new IllegalStateException("broken by " + x);
      }
      return x;
    }

    /** Fails without a message. */
    @Activity(name = "contract.silent")
    public static int silent(int x) {
      if (x != 0) {
        throw new IllegalStateException();
      }
      return x;
    }

    /** Fails as the machine does. */
    @Activity(name = "contract.endless")
    public static int endless(int x) {
      return x == 0 ? 0 : endless(x + 1) + 1;
    }

    /** Gives what cannot be written as JSON: a list that holds itself. */
    @Activity(name = "contract.bottomless")
    public static List<Object> bottomless() {
      List<Object> list = new ArrayList<>();
      list.add(list);
      return list;
    }

    /** Works. */
    @Activity(name = "contract.twice")
    public static int twice(int x) {
      return 2 * x;
    }
  }

  /** Looks at a failure from both sides. */
  @WorkflowType(name = "contract.caught")
  public static class Caught extends Workflow {
    /** What result() throws, and whether exception() returns the same. */
    public List<String> run() {
      Future<Integer> broken = submit(Tasks::broken, 1);
      try {
        return List.of("result " + broken.result());
      } catch (TaskFailedException failure) {
        return List.of(
            failure.task(),
            failure.reason(),
            failure.errorType().orElse("?"),
            Boolean.toString(failure.equals(broken.exception().orElse(null))),
            Boolean.toString(broken.status() == FutureStatus.FINISHED && broken.isDone()));
      }
    }
  }

  @Test
  void throwsTheFailureFromResultAndReturnsItFromException() throws Exception {
    assertThat(run(Caught.class, new GenericType<List<String>>() {}))
        .containsExactly(
            "activity-contract.broken",
            "IllegalStateException: broken by 1",
            "java.lang.IllegalStateException",
            "true",
            "true");
  }

  /** Needs what has failed. */
  @WorkflowType(name = "contract.dependent")
  public static class Dependent extends Workflow {
    /** The failures of a task, of one that needs it, and of all together. */
    public List<Boolean> run() {
      Future<Integer> broken = submit(Tasks::broken, 1);
      Future<Integer> dependent = submit(Tasks::twice, broken);
      Future<Integer> further = submit(Tasks::twice, dependent);
      Future<Integer> sound = submit(Tasks::twice, 4);
      SimpleflowException first = broken.exception().orElseThrow();
      return List.of(
          first.equals(dependent.exception().orElseThrow()),
          first.equals(further.exception().orElseThrow()),
          first.equals(Futures.all(sound, further).exception().orElseThrow()),
          sound.result() == 8);
    }
  }

  @Test
  void failsWhatNeedsAFailedTaskWithoutRunningIt() throws Exception {
    ExecutionId execution = start(Dependent.class);
    assertThat(environment().result(execution, new GenericType<List<Boolean>>() {}))
        .containsExactly(true, true, true, true);
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(2);
  }

  /** Collects the reasons of odd failures. */
  @WorkflowType(name = "contract.reasons")
  public static class Reasons extends Workflow {
    /** The reasons, one for each failing task. */
    public List<String> run() {
      return List.of(
          reason(submit(Tasks::silent, 1)),
          reason(submit(Tasks::endless, 1)),
          reason(submit(Tasks::bottomless)));
    }

    private static String reason(Future<?> future) {
      return future.exception().orElseThrow() instanceof TaskFailedException failed
          ? failed.reason()
          : "another failure";
    }
  }

  @Test
  void reportsErrorsAndResultsThatCannotBeWritten() throws Exception {
    List<String> reasons = run(Reasons.class, new GenericType<List<String>>() {});
    assertThat(reasons.get(0)).isEqualTo("IllegalStateException");
    assertThat(reasons.get(1)).isEqualTo("StackOverflowError");
    assertThat(reasons.get(2)).startsWith("SerializationException: ");
  }

  /** Does not catch a task's failure. */
  @WorkflowType(name = "contract.failingTask")
  public static class FailingTask extends Workflow {
    /** Fails as its task does. */
    public int run() {
      return submit(Tasks::broken, 2).result();
    }
  }

  @Test
  void failsAWorkflowWithItsTasksReasonAndDetails() throws Exception {
    ExecutionOutcome outcome = environment().await(start(FailingTask.class));
    assertThat(outcome.status()).isEqualTo(CloseStatus.FAILED);
    assertThat(outcome.reason())
        .contains(
            "Workflow execution error in activity-contract.broken: "
                + "\"IllegalStateException: broken by 2\"");
    assertThat(outcome.details().orElseThrow())
        .startsWith("{\"error\":\"IllegalStateException\"")
        .contains("\"error_type\":\"java.lang.IllegalStateException\"", "\"traceback\":[");
  }

  /** Fails by itself. */
  @WorkflowType(name = "contract.failing")
  public static class Failing extends Workflow {
    /** Throws. */
    public int run(int x) {
      throw new IllegalArgumentException("cannot do " + x);
    }
  }

  @Test
  void failsAWorkflowThatThrows() throws Exception {
    ExecutionOutcome outcome = environment().await(start(Failing.class, 5));
    assertThat(outcome.status()).isEqualTo(CloseStatus.FAILED);
    assertThat(outcome.reason())
        .contains("Cannot replay the workflow: IllegalArgumentException(cannot do 5)");
    assertThat(outcome.details().orElseThrow())
        .startsWith("Traceback:\njava.lang.IllegalArgumentException: cannot do 5");
  }

  /** Needs an activity that is nowhere. */
  @WorkflowType(name = "contract.nobody")
  public static class Nobody extends Workflow {
    /** Whether the task failed. */
    public boolean run() {
      Future<Integer> nobody = submit(Task.named("contract.noSuchActivity", "1", Integer.class, 1));
      return nobody.exception().isPresent();
    }
  }

  @Test
  void failsATaskThatNobodyCanRun() throws Exception {
    assertThat(run(Nobody.class, Boolean.class)).isTrue();
  }

  /** Submits what does not fit. */
  @WorkflowType(name = "contract.wrongArguments")
  public static class WrongArguments extends Workflow {
    /** The message of the refusal. */
    public String run() {
      try {
        return "result "
            + submit(Task.<Integer>of((Func.F1<Integer, Integer>) Tasks::twice, 1, 2)).result();
      } catch (TaskArgumentException refusal) {
        return "refused";
      }
    }
  }

  @Test
  void refusesArgumentsThatDoNotFitTheActivity() throws Exception {
    ExecutionId execution = start(WrongArguments.class);
    assertThat(environment().result(execution, String.class)).isEqualTo("refused");
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isZero();
  }
}
