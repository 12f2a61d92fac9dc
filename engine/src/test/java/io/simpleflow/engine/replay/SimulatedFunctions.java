package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import io.simpleflow.history.LambdaEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Lambda functions that the one execution of a simulated service calls. */
final class SimulatedFunctions {
  private final SimulatedHistory history;
  private final Map<Long, Decision.ScheduleLambdaFunction> calls = new HashMap<>();

  /** Those that have not ended, by the events that schedule them: 0, or the event of the start. */
  private final Map<Long, Long> functions = new LinkedHashMap<>();

  SimulatedFunctions(SimulatedHistory history) {
    this.history = history;
  }

  int open() {
    return functions.size();
  }

  void schedule(Decision.ScheduleLambdaFunction d, long completed) {
    functions.put(history.id(), 0L);
    calls.put(history.id(), d);
    history.add(
        new LambdaEvent.LambdaFunctionScheduled(
            history.id(),
            history.now(),
            d.functionId(),
            d.name(),
            null,
            d.input(),
            null,
            completed));
  }

  /** One of them starts, or ends somehow. */
  void change(SimulatedOutcomes outcomes) {
    long scheduledId = outcomes.one(List.copyOf(functions.keySet()));
    if (functions.getOrDefault(scheduledId, 0L) == 0) {
      functions.put(scheduledId, history.id());
      history.add(new LambdaEvent.LambdaFunctionStarted(history.id(), history.now(), scheduledId));
      return;
    }
    Decision.ScheduleLambdaFunction call = Objects.requireNonNull(calls.get(scheduledId));
    String task = call.name() + " " + call.input();
    int outcome = outcomes.next(call.functionId(), task);
    if (outcome == 0) {
      end(scheduledId, "ASSUME_ROLE_FAILED", null);
    } else {
      end(
          scheduledId,
          outcome < 7 ? null : outcome < 9 ? "Oops" : "START_TO_CLOSE",
          SimulatedOutcomes.result(task));
    }
  }

  /**
   * The first function called ends.
   *
   * @param trouble null to complete, else the reason, or the type of a timeout, or the cause why it
   *     is not even started
   * @param details the result, or the failure's details
   */
  void end(@Nullable String trouble, @Nullable String details) {
    end(functions.keySet().iterator().next(), trouble, details);
  }

  private void end(long scheduledId, @Nullable String trouble, @Nullable String details) {
    calls.remove(scheduledId);
    long start = Objects.requireNonNull(functions.remove(scheduledId));
    history.add(
        trouble == null
            ? new LambdaEvent.LambdaFunctionCompleted(
                history.id(), history.now(), scheduledId, start, details)
            : trouble.equals("ASSUME_ROLE_FAILED")
                ? new LambdaEvent.StartLambdaFunctionFailed(
                    history.id(), history.now(), scheduledId, trouble, details)
                : trouble.equals("START_TO_CLOSE")
                    ? new LambdaEvent.LambdaFunctionTimedOut(
                        history.id(), history.now(), scheduledId, start, trouble)
                    : new LambdaEvent.LambdaFunctionFailed(
                        history.id(), history.now(), scheduledId, start, trouble, details));
    history.scheduleDecision();
  }
}
