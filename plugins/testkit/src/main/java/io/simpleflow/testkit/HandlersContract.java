package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ExecutionId;
import io.simpleflow.FailureDecision;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskFailure;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.History;
import io.simpleflow.spi.ExecutionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What authors override and pass to deal with failures, and to look at their executions. */
abstract class HandlersContract extends ContractSuite {
  HandlersContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Fails below a limit. */
    @Activity(name = "contract.handlers.atLeast")
    public static int atLeast(int limit, int x) {
      if (x < limit) {
        throw new IllegalArgumentException(x + " is below " + limit);
      }
      return x;
    }

    /** Fails, and that is to be known at once. */
    @Activity(name = "contract.handlers.loud", raisesOnFailure = true)
    public static int loud(int x) {
      if (x != 0) {
        throw new IllegalStateException("loud");
      }
      return x;
    }
  }

  /** Decides by the task's arguments what its failure means. */
  @WorkflowType(name = "contract.handlers.own")
  public static class OwnHandler extends Workflow {
    private final List<String> told = new ArrayList<>();

    /** What the tasks came to, and what the handler was told. */
    public List<String> run() {
      Future<Integer> ignored = submit(Tasks::atLeast, 1, 0);
      Future<Integer> cancelled = submit(Tasks::atLeast, 2, 0);
      Future<Integer> changed = submit(Tasks::atLeast, 3, 0);
      Future<Integer> later = submit(Tasks::atLeast, 4, 0);
      Future<Integer> aborted =
          with(ActivityOptions.none().withRetry(RetryPolicy.immediately(5)))
              .submit(Tasks::atLeast, 5, 0);
      Future<Integer> standard =
          with(ActivityOptions.none().withRetry(RetryPolicy.immediately(1)))
              .submit(Tasks::atLeast, 6, 0);
      ignored.await();
      cancelled.await();
      List<String> all = new ArrayList<>();
      all.add("" + ignored.result());
      all.add("" + cancelled.isCancelled());
      all.add("" + changed.result());
      all.add("" + later.result());
      all.add(aborted.exception().map(Object::getClass).orElseThrow().getSimpleName());
      all.add(standard.exception().map(Object::getClass).orElseThrow().getSimpleName());
      told.sort(null);
      all.addAll(told);
      return all;
    }

    @Override
    protected @Nullable FailureDecision onTaskFailure(TaskFailure failure) {
      String reason = failure.reason();
      int limit = Integer.parseInt(reason.substring(reason.lastIndexOf(' ') + 1));
      told.add(limit + "#" + failure.attempt());
      return switch (limit) {
        case 1 -> FailureDecision.ignore(-1);
        case 2 -> FailureDecision.cancel();
        case 3 -> FailureDecision.retryNow().withArguments(3, 30);
        case 4 -> FailureDecision.retryLater(Duration.ofSeconds(1)).withArguments(4, 40);
        case 5 -> FailureDecision.abort();
        default -> FailureDecision.standard();
      };
    }
  }

  @Test
  void letsTheWorkflowDecideWhatFollowsFromFailures() throws Exception {
    ExecutionId execution = start(OwnHandler.class);
    assertThat(environment().result(execution, new GenericType<List<String>>() {}))
        .containsExactly(
            "-1",
            "true",
            "30",
            "40",
            "TaskFailedException",
            "TaskFailedException",
            "1#1",
            "2#1",
            "3#1",
            "4#1",
            "5#1",
            "6#1",
            "6#2");
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(9);
  }

  /** Gives single submits handlers of their own. */
  @WorkflowType(name = "contract.handlers.perSubmit")
  public static class PerSubmit extends Workflow {
    /** What the tasks came to. */
    public List<Integer> run() {
      Future<Integer> byView =
          onFailure(failure -> FailureDecision.ignore(-failure.attempt()))
              .submit(Tasks::atLeast, 1, 0);
      Future<Integer> byTask =
          submit(
              Task.<Integer>of(
                      (io.simpleflow.Func.F2<Integer, Integer, Integer>) Tasks::atLeast, 2, 0)
                  .onFailure(
                      failure -> {
                        // A handler may ask others, and wait for them.
                        int more = submit(Tasks::atLeast, 0, failure.attempt() * 2).result();
                        return FailureDecision.retryNow().withArguments(2, more);
                      }));
      return List.of(byView.result(), byTask.result());
    }
  }

  @Test
  void letsASubmitDecideWhatFollowsFromItsFailures() throws Exception {
    assertThat(run(PerSubmit.class, new GenericType<List<Integer>>() {})).containsExactly(-1, 2);
  }

  /** Has a handler that fails itself. */
  @WorkflowType(name = "contract.handlers.broken")
  public static class BrokenHandler extends Workflow {
    /** What the task failed with. */
    public String run() {
      return onFailure(
              failure -> {
                throw new IllegalStateException("no idea");
              })
          .submit(Tasks::atLeast, 1, 0)
          .exception()
          .map(SimpleflowException::getMessage)
          .orElse("none");
    }
  }

  @Test
  void namesTheTaskWhoseFailureHandlerThrows() throws Exception {
    assertThat(run(BrokenHandler.class, String.class))
        .startsWith("the failure handler of activity-")
        .contains("atLeast")
        .endsWith(" threw java.lang.IllegalStateException: no idea");
  }

  /** Waits for something else while a task fails loudly. */
  @WorkflowType(name = "contract.handlers.raises")
  public static class Raises extends Workflow {
    /** Where the failure was thrown. */
    public List<String> run() {
      Future<Integer> loud = submit(Tasks::loud, 1);
      Future<@Nullable Void> other = timer(Duration.ofHours(1));
      try {
        other.result();
        return List.of("nowhere");
      } catch (TaskFailedException raised) {
        other.cancel();
        return List.of(raised.reason(), "" + loud.exception().orElseThrow().equals(raised));
      }
    }
  }

  @Test
  void throwsWhatIsToRaiseFromWhateverIsWaitedFor() throws Exception {
    assertThat(run(Raises.class, new GenericType<List<String>>() {}))
        .containsExactly("IllegalStateException: loud", "true");
  }

  /** Fails for a reason of its own. */
  @WorkflowType(name = "contract.handlers.fails")
  public static class Fails extends Workflow {
    /** Never returns. */
    public String run() {
      throw fail("no stock left", "shelf 7");
    }
  }

  @Test
  void failsForTheReasonOfTheAuthor() throws Exception {
    ExecutionOutcome outcome = environment().await(start(Fails.class));
    assertThat(outcome.status()).isEqualTo(CloseStatus.FAILED);
    assertThat(outcome.reason()).contains("Workflow execution failed: no stock left");
    assertThat(outcome.details()).contains("shelf 7");
  }

  /** Notes what its hooks are called with. */
  @WorkflowType(name = "contract.handlers.hooks")
  public static class Hooks extends Workflow {
    /** What was called, by workflow id. Deciders run in this very process. */
    static final Map<String, List<String>> CALLS = new ConcurrentHashMap<>();

    private String workflowId = "";

    /** Fails if it is told to. */
    public int run(int x) {
      workflowId = runContext().execution().workflowId();
      return submit(Tasks::atLeast, 0, x).result();
    }

    private void note(String call) {
      CALLS.computeIfAbsent(workflowId, unused -> new CopyOnWriteArrayList<>()).add(call);
    }

    @Override
    protected void beforeReplay(History history) {
      note("beforeReplay");
    }

    @Override
    protected void afterReplay(History history) {
      note("afterReplay " + history.activities().size());
    }

    @Override
    protected void onCompleted(History history) {
      note("onCompleted");
      throw new IllegalStateException("which changes nothing");
    }

    @Override
    protected void onFailure(History history, String reason, Optional<String> details) {
      note("onFailure " + reason);
    }

    @Override
    protected void afterClosed(History history) {
      note("afterClosed");
    }
  }

  @Test
  void callsTheHooksOfAWorkflowThatCompletes() throws Exception {
    ExecutionId execution = start(Hooks.class, 1);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(1);
    assertThat(Hooks.CALLS.get(execution.workflowId()))
        .startsWith("afterReplay 0")
        .endsWith("beforeReplay", "afterReplay 1", "onCompleted", "afterClosed");
  }

  @Test
  void callsTheHooksOfAWorkflowThatFails() throws Exception {
    ExecutionId execution = start(Hooks.class, -1);
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.FAILED);
    assertThat(Hooks.CALLS.get(execution.workflowId()))
        .endsWith(
            "onFailure Workflow execution error in activity-contract.handlers.atLeast:"
                + " \"IllegalArgumentException: -1 is below 0\"",
            "afterClosed");
  }

  /** Has a hook that fails. */
  @WorkflowType(name = "contract.handlers.brokenHook")
  public static class BrokenHook extends Workflow {
    /** Would complete. */
    public int run() {
      return 1;
    }

    @Override
    protected void beforeReplay(History history) {
      throw new IllegalStateException("not today");
    }
  }

  @Test
  void failsTheExecutionIfTheHookBeforeTheDecisionThrows() throws Exception {
    ExecutionOutcome outcome = environment().await(start(BrokenHook.class));
    assertThat(outcome.status()).isEqualTo(CloseStatus.FAILED);
    assertThat(outcome.reason().orElseThrow())
        .startsWith("workflow decision failed: java.lang.IllegalStateException: not today");
  }

  /** Has a hook that breaks down worse than by an exception. */
  @WorkflowType(name = "contract.handlers.hookError")
  public static class HookError extends Workflow {
    /** Would complete. */
    public int run() {
      return 1;
    }

    @Override
    @SuppressWarnings("InfiniteRecursion") // It is what is tried.
    protected void beforeReplay(History history) {
      beforeReplay(history);
    }
  }

  @Test
  void failsTheExecutionIfTheHookBeforeTheDecisionThrowsAnError() throws Exception {
    ExecutionOutcome outcome = environment().await(start(HookError.class));
    assertThat(outcome.status()).isEqualTo(CloseStatus.FAILED);
    assertThat(outcome.reason()).contains("workflow decision failed: java.lang.StackOverflowError");
  }

  /** Nothing that looks at it works. */
  @WorkflowType(name = "contract.handlers.errorsAfterwards")
  public static class ErrorsAfterwards extends Workflow {
    /** Completes. */
    public int run() {
      return submit(Tasks::atLeast, 0, 3).result();
    }

    @Override
    protected Object state() {
      throw new NoClassDefFoundError("state");
    }

    @Override
    protected void afterReplay(History history) {
      throw new AssertionError("afterReplay");
    }

    @Override
    protected void onCompleted(History history) {
      throw new StackOverflowError("onCompleted");
    }

    @Override
    protected void afterClosed(History history) {
      throw new NoClassDefFoundError("afterClosed");
    }
  }

  @Test
  void completesThoughItsStateAndTheHooksAfterTheDecisionThrowErrors() throws Exception {
    ExecutionId execution = start(ErrorsAfterwards.class);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(3);
    assertThat(environment().simpleflow().state(execution, Object.class)).isEmpty();
  }
}
