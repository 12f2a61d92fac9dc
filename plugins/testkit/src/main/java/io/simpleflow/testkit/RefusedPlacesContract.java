package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.EventType;
import io.simpleflow.history.History;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Places that workflow code may not ask from, or wait in; see {@link RefusalsContract}. */
@SuppressWarnings("FutureReturnValueIgnored") // Refused calls return none.
abstract class RefusedPlacesContract extends ContractSuite {
  RefusedPlacesContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** The next number. */
    @Activity(name = "contract.refusedPlaces.next")
    public static int next(int x) {
      return x + 1;
    }
  }

  /** Calls the workflow on a thread that is not its own. */
  @WorkflowType(name = "contract.refused.thread")
  public static class OtherThread extends RefusedWorkflow {
    @Override
    protected void ask() {
      Future<Integer> unfinished = waitSignal("never", Integer.class);
      onAnother(unfinished::result);
      onAnother(() -> submit(Tasks::next, 1));
      onAnother(() -> sleep(Duration.ofSeconds(1)));
      onAnother(() -> recordMarker("seen"));
      onAnother(() -> sideEffect(String.class, () -> "done"));
    }

    private void onAnother(Call call) {
      Thread thread = new Thread(() -> refused(call), "another thread");
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException interruption) {
        throw new IllegalStateException(interruption);
      }
    }
  }

  @Test
  void refusesCallsOnThreadsThatAreNotTheWorkflows() throws Exception {
    assertThat(refusals(OtherThread.class))
        .hasSize(5)
        .allMatch(
            told ->
                told.equals(
                    "IllegalStateException: a workflow's tasks and futures may only be used by its"
                        + " own code, on the thread that runs it, not on another thread: async runs"
                        + " code beside it, a signal tells another execution"));
  }

  /** Asks for something where it may only look. */
  @WorkflowType(name = "contract.refused.hooks")
  public static class Hooks extends RefusedWorkflow {
    @Override
    protected void beforeReplay(History history) {
      refused(() -> sleep(Duration.ofSeconds(1)));
      refused(() -> submit(Tasks::next, 1));
      refused(() -> recordMarker("seen"));
    }

    @Override
    protected Object state() {
      refused(() -> waitSignal("never").result());
      refused(() -> await(() -> false));
      return "running";
    }

    @Override
    protected void ask() {
      submit(Tasks::next, 1).result();
    }
  }

  @Test
  void refusesToActInHooksAndState() throws Exception {
    ExecutionId execution = start(Hooks.class);
    assertThat(refusals(execution))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(
            told ->
                told.equals(
                    "IllegalStateException: hooks, state() and nextRun() may look at the execution,"
                        + " and neither ask for anything nor wait: do that in run()"));
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(1);
  }

  /** Waits in a condition, at first and later on. */
  @WorkflowType(name = "contract.refused.conditions")
  public static class Conditions extends RefusedWorkflow {
    @Override
    protected void ask() {
      Future<?> tea = timer(Duration.ofSeconds(1));
      refused(() -> await(() -> tea.result() == null));
      refused(() -> await(() -> tea.isDone() && waitSignal("never").result() == null));
    }
  }

  @Test
  void refusesToWaitInACondition() throws Exception {
    assertThat(refusals(start(Conditions.class)))
        .hasSize(2)
        .allMatch(
            told ->
                told.endsWith(
                    "a condition may not wait, as it is asked again whenever something has"
                        + " happened: wait before await(), or look whether a future isDone()"));
  }

  /** Shows a future to code outside, which no workflow should. */
  @WorkflowType(name = "contract.refused.showing")
  public static class Showing extends Workflow {
    private static final Map<String, Future<?>> SHOWN_FUTURES = new ConcurrentHashMap<>();

    /** Ends without having waited for the future. */
    public String run() {
      SHOWN_FUTURES.put(runContext().execution().workflowId(), timer(Duration.ofDays(1)));
      return runContext().execution().workflowId();
    }
  }

  /** Waits for the future of another execution. */
  @WorkflowType(name = "contract.refused.looking")
  public static class Looking extends Workflow {
    /** What it is told. */
    public String run(String shownBy) {
      Future<?> foreign = Showing.SHOWN_FUTURES.getOrDefault(shownBy, Future.of("nothing"));
      try {
        return "result " + foreign.result();
      } catch (IllegalStateException refusal) {
        return String.valueOf(refusal.getMessage());
      }
    }
  }

  @Test
  void refusesToWaitForTheFutureOfAnotherExecution() throws Exception {
    String shownBy = run(Showing.class, String.class);
    assertThat(run(Looking.class, String.class, shownBy))
        .startsWith("a workflow's tasks and futures may only be used by its own code")
        .endsWith("a signal tells another execution");
  }

  /** Waits within the functions of futures, which are code as any other. */
  @WorkflowType(name = "contract.refusals.waiting")
  public static class Waiting extends Workflow {
    /** What the functions give. */
    public List<Integer> run() {
      Future<Integer> two = submit(Tasks::next, 1);
      Future<Integer> three = two.thenApply(x -> submit(Tasks::next, x).result());
      Future<Integer> four =
          three.thenApply(
              x -> {
                sleep(Duration.ofSeconds(1));
                return x + 1;
              });
      return List.of(two.result(), three.result(), four.result());
    }
  }

  @Test
  void letsTheFunctionOfAFutureSubmitAndWait() throws Exception {
    ExecutionId execution = start(Waiting.class);
    assertThat(environment().result(execution, new GenericType<List<Integer>>() {}))
        .containsExactly(2, 3, 4);
    HistoryLaws.check(environment().events(execution));
  }
}
