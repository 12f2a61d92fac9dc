package io.simpleflow.inline;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.testkit.BackendContract;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.util.Map;

/** The inline backend against the contract, as far as one thread can keep it. */
class InlineContractTest extends BackendContract {
  private static final String AT_ONCE = "a task has run when its submit returns";
  private static final String UNWATCHED = "nobody watches the one thread there is";
  private static final String ALONE = "no other execution is open but its parents";
  private static final String UNLIMITED = "what stays in the process may be of any size";
  private static final String CLOSED = "an execution is closed when its start returns";

  @Override
  protected WorkflowEnvironment open() {
    return WorkflowEnvironment.over(
        Simpleflow.builder().backend("inline").timekeeper(new JumpingTimekeeper()).open(),
        RunOptions.standard());
  }

  @Override
  protected Map<String, String> unsupported() {
    return Map.ofEntries(
        Map.entry("runsIndependentTasksAtTheSameTime", AT_ONCE),
        Map.entry("neverSchedulesATaskThatWasCancelledWhileItWaited", AT_ONCE),
        Map.entry("pausesLongerAndLongerBetweenAttempts", "the next attempt follows at once"),
        Map.entry("endsAnAttemptThatTakesTooLong", UNWATCHED),
        Map.entry("endsAnExecutionThatTakesTooLong", UNWATCHED),
        Map.entry("saysWhatIsTooLargeAndWhatToDo", UNLIMITED),
        Map.entry("refusesInputsThatAreTooLong", UNLIMITED),
        Map.entry("recordsASignal", CLOSED),
        Map.entry("cancelsAnExecutionThatIsAskedTo", CLOSED),
        Map.entry("terminatesAnExecution", CLOSED),
        Map.entry("waitsNoLongerThanAskedForAnExecution", CLOSED),
        Map.entry("refusesASecondOpenExecutionOfAWorkflowId", CLOSED),
        Map.entry("reachesTheRunThatIsMeant", CLOSED),
        Map.entry("cancelsAnExecutionBeforeItsFirstDecision", CLOSED),
        Map.entry("goesOnIfTheWorkflowRefusesToBeCancelled", CLOSED),
        Map.entry("stopsTheActivitiesOfACancelledExecutionAndWaitsForThem", CLOSED),
        Map.entry("completesIfTheCodeGivesAResultAllTheSame", CLOSED),
        Map.entry("cancelsASingleFutureAtOnceOrAsItsTaskEnds", CLOSED),
        Map.entry("cleansUpShieldedFromTheCancellation", CLOSED),
        Map.entry("cancelsAScopeAndNothingOutsideIt", AT_ONCE),
        Map.entry("refillsASlotOfAGroupAtOnce", AT_ONCE),
        Map.entry("cancelsAGroupWithItsExecution", CLOSED),
        Map.entry("takesTheFirstSuccessAndFuturesInTheOrderOfTheirEnds", AT_ONCE),
        Map.entry("letsBranchesTakeTurnsEachAsStraightCode", "a branch runs to its end at once"),
        Map.entry("callsTheHooksOfAWorkflowThatCompletes", "the whole run is one decision"),
        Map.entry("completesAnActivityLaterByItsToken", AT_ONCE),
        Map.entry("failsAnActivityLaterByItsToken", AT_ONCE),
        Map.entry("refusesASecondAnswerToAnActivity", AT_ONCE),
        Map.entry("keepsTheDetailsOfTheLastHeartbeat", AT_ONCE),
        Map.entry("takesHeartbeatsByTheTokenToo", AT_ONCE),
        Map.entry("signalsAnyExecutionByItsWorkflowId", ALONE),
        Map.entry("failsOnceWhereThereIsNobodyToSignal", ALONE),
        Map.entry("failsASignalToAWorkflowThatHasClosed", ALONE),
        Map.entry("refusesToSignalWhatIsNoChild", ALONE),
        Map.entry("signalsParentsAndChildren", ALONE),
        Map.entry("takesEachSignalOnceInTheirOrderWhateverItsForm", CLOSED),
        Map.entry("readsTheLatestSignalAsOftenAsWanted", CLOSED),
        Map.entry("passesASignalOnToChildrenOnceEvenToThoseThatStartLater", CLOSED),
        Map.entry("passesASignalOnToParents", CLOSED),
        Map.entry("endsChildrenWithTheirParentByItsPolicy", CLOSED),
        Map.entry("endsChildrenByThePolicyOfAParentThatTookTooLong", UNWATCHED),
        Map.entry("goesOnAsNewByItselfOnceItsHistoryIsLong", CLOSED),
        Map.entry("cancelsOneChild", AT_ONCE),
        Map.entry("refusesASecondChildOfAnIdUntilTheFirstHasEnded", AT_ONCE),
        Map.entry("tellsThatAChildTookTooLong", UNWATCHED),
        Map.entry("leavesChildrenRunningWithoutAParentWhenItGoesOnAsNew", AT_ONCE),
        Map.entry("tellsThatAChildWasTerminated", AT_ONCE),
        Map.entry("tellsWhyAChildIsNotStarted", AT_ONCE),
        Map.entry("makesATypeKnownThatTheServiceDoesNotKnow", "there is no registry of types"),
        Map.entry("keepsASignalWhereItShallStay", CLOSED),
        Map.entry("letsItsStateBeReadWhileItRunsAndAfterwards", CLOSED));
  }
}
