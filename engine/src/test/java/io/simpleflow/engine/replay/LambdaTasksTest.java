package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.FailureDecision;
import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.RetryPolicy;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.history.Decision.ScheduleLambdaFunction;
import io.simpleflow.history.Decision.StartTimer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of Lambda functions, from their scheduling to their end. */
@Timeout(60)
class LambdaTasksTest {
  private Function<Rehearsal.Code, @Nullable Object> code = workflow -> null;
  private final Rehearsal rehearsal = new Rehearsal(Caller::new);

  /** Runs what the test says. */
  private final class Caller extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      return code.apply(this);
    }
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  private static LambdaTask<Integer> add(@Nullable Object payload) {
    return LambdaTask.of("add", Integer.class, payload);
  }

  private static ScheduleLambdaFunction call(int number, @Nullable String input) {
    return new ScheduleLambdaFunction("lambda-add-" + number, "add", null, input, null);
  }

  @Test
  void callsAFunctionWithWhatAnotherHasGiven() {
    code =
        w -> {
          Future<Integer> one = w.submit(add(Map.of("a", 1)));
          Future<Integer> two =
              w.submit(add(List.of(one)).withStartToCloseTimeout(Duration.ofMillis(1_500)));
          w.submit(add(null)).cancel();
          return two.result();
        };
    assertThat(rehearsal.decide()).containsExactly(call(1, "{\"a\":1}"));
    rehearsal.service().endFunction(null, "5");
    assertThat(rehearsal.decide())
        .containsExactly(new ScheduleLambdaFunction("lambda-add-2", "add", null, "[5]", "2"));
    rehearsal.service().endFunction(null, "6");

    assertThat(rehearsal.result()).isEqualTo(6);
  }

  @Test
  void failsWithWhatTheFunctionSays() {
    code =
        w -> {
          Future<Integer> sum = w.submit(add(null));
          TaskFailedException failure = (TaskFailedException) sum.exception().orElseThrow();
          return List.of(failure.getMessage(), failure.errorType().orElse("unknown"));
        };
    assertThat(rehearsal.decide()).containsExactly(call(1, null));
    rehearsal
        .service()
        .endFunction("HandledError", "{\"errorMessage\":\"no\",\"errorType\":\"ValueError\"}");

    assertThat(rehearsal.result())
        .isEqualTo(List.of("lambda-add failed: HandledError", "ValueError"));
  }

  @Test
  void callsAgainByItsRetriesWhateverHasGoneWrong() {
    code = w -> w.submit(add(1).withRetry(RetryPolicy.immediately(3))).result();
    assertThat(rehearsal.decide()).containsExactly(call(1, "1"));
    rehearsal.service().endFunction("Oops", null);
    assertThat(rehearsal.decide()).containsExactly(call(1, "1"));
    rehearsal.service().endFunction("START_TO_CLOSE", null);
    assertThat(rehearsal.decide()).containsExactly(call(1, "1"));
    rehearsal.service().endFunction("ASSUME_ROLE_FAILED", "no role");
    assertThat(rehearsal.decide()).containsExactly(call(1, "1"));
    rehearsal.service().endFunction(null, "2");

    assertThat(rehearsal.result()).isEqualTo(2);
  }

  @Test
  void waitsBeforeItAsksAgainForWhatIsRefusedForNow() {
    code = w -> w.submit(add(1)).result();
    rehearsal.service().refuseNext("LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED");
    rehearsal.decide();

    assertThat(rehearsal.decide())
        .containsExactly(new StartTimer("__simpleflow_task_lambda-add-1", "1", "1"));
    rehearsal.service().fire("__simpleflow_task_lambda-add-1");
    assertThat(rehearsal.decide()).containsExactly(call(1, "1"));
  }

  @Test
  void failsWhereTheServiceCallsNoFunctions() {
    code = w -> Rehearsal.failure(w.submit(add(1)));
    rehearsal.service().refuseNext("LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION");
    rehearsal.decide();

    assertThat(rehearsal.result())
        .isEqualTo("lambda-add failed: LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION");
  }

  @Test
  void letsAHandlerTryAnotherPayload() {
    code =
        w ->
            w.submit(add(1).onFailure(failure -> FailureDecision.retryNow().withArguments(2)))
                .result();
    rehearsal.decide();
    rehearsal.service().endFunction("Oops", null);

    assertThat(rehearsal.decide()).containsExactly(call(1, "2"));
  }

  @Test
  void leavesACallThatIsMadeToItself() {
    code =
        w -> {
          Future<Integer> first = w.submit(add(1));
          Future<Integer> asked = w.submit(add(2));
          Future<Integer> givenUp = w.submit(add(3));
          first.await();
          asked.requestCancel();
          givenUp.cancel();
          return List.of(asked.isDone(), givenUp.isCancelled(), asked.result());
        };
    assertThat(rehearsal.decide()).hasSize(3);
    rehearsal.service().endFunction(null, "5");
    assertThat(rehearsal.decide()).isEmpty();
    rehearsal.service().endFunction(null, "6");

    assertThat(rehearsal.result()).isEqualTo(List.of(false, true, 6));
  }

  @Test
  void refusesAtTheCallWhatCannotBeCalled() {
    code =
        w -> {
          assertThatThrownBy(() -> w.submit(add("x".repeat(32_768))))
              .isInstanceOf(TaskArgumentException.class)
              .hasMessageContaining("Lambda function add");
          assertThatThrownBy(() -> add(1).withStartToCloseTimeout(Duration.ofMinutes(16)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("15 minutes");
          return null;
        };

    assertThat(rehearsal.result()).isNull();
  }
}
