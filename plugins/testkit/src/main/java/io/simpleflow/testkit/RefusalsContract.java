package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.ExecutionId;
import io.simpleflow.FailureDecision;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.RetryPolicy;
import io.simpleflow.Saga;
import io.simpleflow.Signal;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.spi.ExecutionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What workflow code may not ask for, beside tasks: it is told so at the call, by what is wrong,
 * where, and what to do; an execution that catches that goes on as if it had not asked.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Refused calls return none.
abstract class RefusalsContract extends ContractSuite {
  private static final Duration NEGATIVE = Duration.ofSeconds(-1);
  private static final Duration TOO_LONG = Duration.ofSeconds(100_000_000);
  private static final String LONG_NAME = "n".repeat(257);
  private static final String SHOWN = "'" + "n".repeat(60) + "…'";

  RefusalsContract(BackendContract contract) {
    super(contract);
  }

  /** As code without null checks has it. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return (T) null;
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** The next number. */
    @Activity(name = "contract.refusals.next")
    public static int next(int x) {
      return x + 1;
    }
  }

  /** Asks for times that no timer runs for. */
  @WorkflowType(name = "contract.refused.times")
  public static class Times extends RefusedWorkflow {
    @Override
    protected void ask() {
      refused(() -> sleep(NEGATIVE));
      refused(() -> sleep(TOO_LONG));
      refused(() -> sleep(nothing()));
      refused(() -> timer(NEGATIVE));
      refused(() -> timer("tea", TOO_LONG, null));
      refused(() -> Future.of(1).orTimeout(NEGATIVE));
      refused(() -> Future.of(1).orTimeout(nothing()));
      refused(() -> waitSignal("never").get(-1, TimeUnit.SECONDS));
    }
  }

  @Test
  void refusesTimesThatNoTimerRunsFor() throws Exception {
    String allowed = "IllegalArgumentException: a timer runs for 0 to 99,999,999 seconds, not ";
    assertThat(refusals(Times.class))
        .containsExactly(
            allowed + NEGATIVE,
            allowed + TOO_LONG,
            allowed + "null",
            allowed + NEGATIVE,
            allowed + TOO_LONG,
            allowed + NEGATIVE,
            allowed + "null",
            allowed + NEGATIVE);
  }

  /** Asks for timers of ids that none can have. */
  @WorkflowType(name = "contract.refused.timerIds")
  public static class TimerIds extends RefusedWorkflow {
    @Override
    protected void ask() {
      for (String id :
          List.of("", "a:b", "a/b", "a|b", "a\nb", "arn", LONG_NAME, "_simpleflow_mine")) {
        refused(() -> timer(id, Duration.ofSeconds(1), null));
      }
    }
  }

  @Test
  void refusesTimerIdsThatAreNone() throws Exception {
    String id = "IllegalArgumentException: the timer id ";
    String unfit = " has a ':', '/', '|' or control character, which SWF does not allow";
    assertThat(refusals(TimerIds.class))
        .containsExactly(
            id + "'' is empty; give it 1 to 256 characters",
            id + "'a:b'" + unfit,
            id + "'a/b'" + unfit,
            id + "'a|b'" + unfit,
            id + "'a?b'" + unfit,
            id + "'arn' is reserved by SWF; choose another",
            id + SHOWN + " has 257 characters; SWF allows 256, choose a shorter one",
            id
                + "'_simpleflow_mine' begins with _simpleflow_, as the engine's own do; choose another");
  }

  /** Starts a timer twice. */
  @WorkflowType(name = "contract.refused.secondTimer")
  public static class SecondTimer extends RefusedWorkflow {
    @Override
    protected void ask() {
      Future<@Nullable Void> tea = timer("tea", Duration.ofSeconds(1), null);
      refused(() -> timer("tea", Duration.ofSeconds(2), null));
      tea.result();
      refused(() -> timer("tea", Duration.ofSeconds(1), null).result());
    }
  }

  @Test
  void refusesASecondTimerOfAnIdUntilTheFirstHasEnded() throws Exception {
    ExecutionId execution = start(SecondTimer.class);

    assertThat(refusals(execution))
        .containsExactly(
            "IllegalArgumentException: a timer with the id 'tea' runs already: cancel it first, or"
                + " take another id",
            RefusedWorkflow.ACCEPTED);
    assertThat(count(execution, EventType.TIMER_FIRED)).isEqualTo(2);
  }

  /** Writes markers that cannot be. */
  @WorkflowType(name = "contract.refused.markers")
  public static class UnfitMarkers extends RefusedWorkflow {
    @Override
    protected void ask() {
      for (String name : List.of("", LONG_NAME, "_simpleflow_mine")) {
        refused(() -> recordMarker(name, 1));
      }
      refused(() -> recordMarker("large", "x".repeat(32_767)));
    }
  }

  @Test
  void refusesMarkersThatSwfDoesNotAllow() throws Exception {
    String name = "IllegalArgumentException: the marker name ";
    assertThat(refusals(UnfitMarkers.class))
        .containsExactly(
            name + "'' is empty; give it 1 to 256 characters",
            name + SHOWN + " has 257 characters; SWF allows 256, choose a shorter one",
            name
                + "'_simpleflow_mine' begins with _simpleflow_, as the engine's own do; choose another",
            "SerializationException: the details of marker large are 32,769 characters of JSON; at"
                + " most 32,768 are allowed: record a reference to large data");
  }

  /** Sends signals that cannot be. */
  @WorkflowType(name = "contract.refused.signals")
  public static class UnfitSignals extends RefusedWorkflow {
    @Override
    protected void ask() {
      refused(() -> signal(""));
      refused(() -> signal(LONG_NAME, 1));
      refused(() -> signal(RefusalsContract.<String>nothing()));
      refused(() -> signal(Signal.named("news").to("")));
      refused(() -> signal(Signal.named("news").to(LONG_NAME)));
      refused(() -> signal(Signal.named("news").toParent()));
    }
  }

  @Test
  void refusesSignalsThatNobodyCanGet() throws Exception {
    String tooLong = SHOWN + " has 257 characters; SWF allows 256, choose a shorter one";
    List<String> refusals = refusals(UnfitSignals.class);
    assertThat(refusals.subList(0, 5))
        .containsExactly(
            "IllegalArgumentException: the signal name '' is empty; give it 1 to 256 characters",
            "IllegalArgumentException: the signal name " + tooLong,
            "IllegalArgumentException: the signal name is null; give it 1 to 256 characters",
            "IllegalArgumentException: the workflow id of a signal's target '' is empty; give it 1"
                + " to 256 characters",
            "IllegalArgumentException: the workflow id of a signal's target " + tooLong);
    assertThat(refusals.get(5))
        .startsWith("IllegalArgumentException: workflow contract.refused.signals-")
        .endsWith(" has no parent to signal: it was not started as a child");
  }

  /** Signals what is no child. */
  @WorkflowType(name = "contract.refused.noChild")
  public static class NoChild extends RefusedWorkflow {
    @Override
    protected void ask() {
      refused(() -> signal(Signal.named("news").toChild(Future.of(1))));
    }
  }

  @Test
  void refusesToSignalWhatIsNoChild() throws Exception {
    assertThat(refusals(NoChild.class))
        .containsExactly(
            "IllegalArgumentException: a signal goes to a child by the future that submitting it"
                + " returned, not by Future[FINISHED]");
  }

  /** Signals an execution that has closed, or its closed run. */
  @WorkflowType(name = "contract.refused.signalClosed")
  public static class SignalClosed extends Workflow {
    /** How both failed. */
    public List<String> run(String workflowId, String runId) {
      List<Future<@Nullable Void>> sent =
          List.of(
              signal(Signal.named("news").to(workflowId)),
              signal(Signal.named("news").to(new ExecutionId(workflowId, runId))));
      return sent.stream()
          .map(signal -> signal.exception().map(String::valueOf).orElse(RefusedWorkflow.ACCEPTED))
          .toList();
    }
  }

  @Test
  void failsASignalToAWorkflowThatHasClosed() throws Exception {
    ExecutionId closed = start(Uncaught.class);
    environment().await(closed);
    ExecutionId execution = start(SignalClosed.class, closed.workflowId(), closed.runId());

    assertThat(refusals(execution))
        .hasSize(2)
        .allMatch(told -> told.endsWith("signal-news failed: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION"));
  }

  /** Gives options that no service takes. */
  @WorkflowType(name = "contract.refused.options")
  public static class UnfitOptions extends RefusedWorkflow {
    private final ActivityOptions activity = ActivityOptions.none();
    private final WorkflowOptions workflow = WorkflowOptions.none();

    @Override
    protected void ask() {
      refused(() -> with(activity.withStartToCloseTimeout(NEGATIVE)));
      refused(() -> with(activity.withScheduleToStartTimeout(TOO_LONG)));
      refused(() -> with(activity.withScheduleToCloseTimeout(nothing())));
      refused(() -> with(activity.withHeartbeatTimeout(NEGATIVE)));
      refused(() -> with(workflow.withExecutionStartToCloseTimeout(Duration.ofDays(366))));
      refused(() -> with(workflow.withTaskStartToCloseTimeout(TOO_LONG)));
      refused(() -> with(activity.withTaskList("a/b")));
      refused(() -> with(workflow.withTaskList(LONG_NAME)));
      refused(() -> with(workflow.withTagList(List.of("1", "2", "3", "4", "5", "6"))));
      refused(() -> with(workflow.withTagList(List.of(LONG_NAME))));
      refused(() -> with(activity.withId("a:b")));
      refused(() -> with(activity.withTaskList(nothing())));
      refused(() -> with(workflow.withTagList(nothing())));
      refused(() -> with(workflow.withWorkflowId(nothing())));
    }
  }

  @Test
  void refusesOptionsThatNoServiceTakes() throws Exception {
    String refused = "IllegalArgumentException: ";
    assertThat(refusals(UnfitOptions.class))
        .containsExactly(
            refused + "startToCloseTimeout is negative: PT-1S",
            refused
                + "scheduleToStartTimeout is longer than 99,999,999 seconds: "
                + TOO_LONG
                + "; ActivityOptions.NO_TIMEOUT stands for no limit",
            refused + "scheduleToCloseTimeout is null; give a duration, or leave it out",
            refused + "heartbeatTimeout is negative: PT-1S",
            refused
                + "executionStartToCloseTimeout: an execution may take at most a year, not PT8784H",
            refused
                + "taskStartToCloseTimeout is longer than 99,999,999 seconds: "
                + TOO_LONG
                + "; ActivityOptions.NO_TIMEOUT stands for no limit",
            refused
                + "the task list 'a/b' has a ':', '/', '|' or control character, which SWF does"
                + " not allow",
            refused
                + "the task list "
                + SHOWN
                + " has 257 characters; SWF allows 256, choose a shorter one",
            refused + "an execution has at most five tags, not 6",
            refused
                + "the tag "
                + SHOWN
                + " has 257 characters; SWF allows 256, choose a shorter one",
            refused
                + "the id of a task 'a:b' has a ':', '/', '|' or control character, which SWF does"
                + " not allow",
            refused + "taskList is null; give a value, or leave it out",
            refused + "tagList is null; give a value, or leave it out",
            refused + "workflowId is null; give a value, or leave it out");
  }

  /** Wants retries that cannot be. */
  @WorkflowType(name = "contract.refused.retries")
  public static class UnfitRetries extends RefusedWorkflow {
    @Override
    protected void ask() {
      refused(() -> RetryPolicy.immediately(-1));
      refused(() -> RetryPolicy.exponential(0, Duration.ZERO));
      refused(() -> RetryPolicy.exponential(2, NEGATIVE));
      refused(() -> RetryPolicy.exponential(2, ActivityOptions.NO_TIMEOUT));
      refused(() -> RetryPolicy.never().withMaximumInterval(TOO_LONG));
      refused(() -> FailureDecision.retryLater(NEGATIVE));
      refused(() -> FailureDecision.retryLater(TOO_LONG));
      refused(() -> new Saga().addCompensation(nothing()));
    }
  }

  @Test
  void refusesRetriesAndCompensationsThatCannotBe() throws Exception {
    String refused = "IllegalArgumentException: ";
    String tooLong = " is longer than 99,999,999 seconds: ";
    assertThat(refusals(UnfitRetries.class))
        .containsExactly(
            refused + "retry is negative: -1",
            refused + "maximumAttempts must be at least 1: 0",
            refused + "initialInterval is negative: PT-1S",
            refused + "initialInterval" + tooLong + ActivityOptions.NO_TIMEOUT,
            refused + "maximumInterval" + tooLong + TOO_LONG,
            refused + "the pause before a retry is negative: PT-1S",
            refused + "the pause before a retry" + tooLong + TOO_LONG,
            refused + "a compensation is null: give the code that undoes a step");
  }

  /** Has nothing but a number. */
  @WorkflowType(name = "contract.refused.next")
  public static class Next extends Workflow {
    /** The number. */
    public int run(int x) {
      return x;
    }
  }

  /** Goes on as new with what does not fit. */
  @WorkflowType(name = "contract.refused.continue")
  public static class Continuing extends RefusedWorkflow {
    @Override
    protected void ask() {
      refused(() -> continueAsNew(ContinueAsNew.with(1)));
      refused(() -> continueAsNew(ContinueAsNew.with().with("y", 1)));
      refused(() -> continueAsNew((Func.F1<Integer, Integer>) new Next()::run, 1));
      refused(() -> continueAsNew((Func.F1<Integer, Integer>) Tasks::next, 1));
      refused(() -> ContinueAsNew.with().with(WorkflowOptions.none().withWorkflowId("other")));
    }
  }

  @Test
  void refusesToGoOnAsNewWithWhatDoesNotFit() throws Exception {
    List<String> refusals = refusals(Continuing.class);
    assertThat(refusals.get(0))
        .startsWith("TaskArgumentException: workflow contract.refused.continue")
        .endsWith("1 arguments given, 0 wanted: ()");
    assertThat(refusals.get(1))
        .startsWith("TaskArgumentException: workflow contract.refused.continue")
        .endsWith("unknown argument 'y'; its parameters are ()");
    assertThat(refusals.get(2))
        .isEqualTo(
            "IllegalArgumentException: a run goes on as the same workflow,"
                + " 'contract.refused.continue', not as 'contract.refused.next': write"
                + " continueAsNew(this::run, …)");
    assertThat(refusals.get(3))
        .startsWith("TaskNotFoundException: ")
        .contains("RefusalsContract.Tasks::next is not the run of a workflow");
    assertThat(refusals.get(4))
        .startsWith("IllegalArgumentException: a run that continues as new keeps its workflow id");
  }

  /** Does not catch a refusal. */
  @WorkflowType(name = "contract.refused.uncaught")
  public static class Uncaught extends Workflow {
    /** Never returns. */
    public void run() {
      sleep(NEGATIVE);
    }
  }

  @Test
  void failsAnExecutionThatDoesNotCatchARefusal() throws Exception {
    ExecutionId execution = start(Uncaught.class);
    ExecutionOutcome outcome = environment().await(execution);

    assertThat(outcome.status()).isEqualTo(CloseStatus.FAILED);
    assertThat(outcome.reason().orElseThrow())
        .contains("a timer runs for 0 to 99,999,999 seconds, not PT-1S");
    HistoryLaws.check(environment().events(execution));
  }
}
