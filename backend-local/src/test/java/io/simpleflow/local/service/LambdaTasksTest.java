package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.ScheduleLambdaFunction;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent.LambdaFunctionCompleted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.LambdaFunctionTimedOut;
import io.simpleflow.history.LambdaEvent.ScheduleLambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.StartLambdaFunctionFailed;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.testkit.HistoryLaws;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LambdaTasksTest {
  private final SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START);
  private final MemoryDomains store = new MemoryDomains();
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final List<LambdaFunction> functions =
      List.of(
          function("echo", input -> "[" + input + "]"),
          function(
              "fail",
              input -> {
                throw new IOException("no \"luck\"");
              }),
          function("huge", input -> "x".repeat(40_000)),
          function(
              "hang",
              input -> {
                calls.incrementAndGet();
                try {
                  release.await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                  throw e;
                }
                return "1";
              }));
  private Domains domains = new Domains(store, clock, functions);
  private Scene scene;

  LambdaTasksTest() {
    domains.register(RegisteredDomain.local(clock.instant()));
    scene = new Scene(domains.service(RegisteredDomain.LOCAL), clock);
  }

  @AfterEach
  void close() {
    domains.close();
  }

  private interface Body {
    String invoke(String input) throws Exception;
  }

  private static LambdaFunction function(String name, Body body) {
    return new LambdaFunction() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String invoke(String input) throws Exception {
        return body.invoke(input);
      }
    };
  }

  private ExecutionId startWithRole() {
    return scene.service.start(
        new StartRequest(
            "w",
            Scene.WORKFLOW,
            null,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of("arn:aws:iam::111111000000:role/swf-lambda")));
  }

  private static ScheduleLambdaFunction call(String id, String name) {
    return new ScheduleLambdaFunction(id, name, null, null, null);
  }

  private <E extends HistoryEvent> E awaitLast(ExecutionId execution, Class<E> type) {
    await().until(() -> scene.events(execution).stream().anyMatch(type::isInstance));
    return scene.last(execution, type);
  }

  @Test
  void callsARegisteredFunction() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(new ScheduleLambdaFunction("id", "echo", "control", "{\"a\":1}", "10"));

    LambdaFunctionCompleted completed = awaitLast(execution, LambdaFunctionCompleted.class);
    assertThat(completed.result()).isEqualTo("[{\"a\":1}]");
    assertThat(completed.scheduledEventId()).isEqualTo(5);
    assertThat(completed.startedEventId()).isEqualTo(6);
    assertThat(scene.names(execution, 5))
        .containsExactly(
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionCompleted",
            "DecisionTaskScheduled");
    HistoryLaws.check(scene.events(execution));
  }

  @Test
  void deliversAnEmptyObjectWithoutInputAndKnowsFunctionsByTheirResourceNames() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(call("id", "arn:aws:lambda:us-east-1:111111000000:function:echo:7"));

    assertThat(awaitLast(execution, LambdaFunctionCompleted.class).result()).isEqualTo("[{}]");
    // An id may be used again.
    scene.decide(call("id", "echo"));
    await().until(() -> scene.events(execution).size() == 14);
  }

  @Test
  void recordsAFailure() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(call("id", "fail"));

    LambdaFunctionFailed failed = awaitLast(execution, LambdaFunctionFailed.class);
    assertThat(failed.reason()).isEqualTo("java.io.IOException");
    assertThat(failed.details())
        .isEqualTo("{\"errorMessage\":\"no \\\"luck\\\"\",\"errorType\":\"java.io.IOException\"}");
  }

  @Test
  void failsAResultThatIsTooLong() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(call("id", "huge"));

    assertThat(awaitLast(execution, LambdaFunctionFailed.class).reason())
        .isEqualTo("ResultTooLarge");
  }

  @Test
  void failsAFunctionThatIsNotThere() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(call("id", "missing"));

    assertThat(awaitLast(execution, LambdaFunctionFailed.class).reason())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void callsNothingWithoutARoleAsSwfDoes() throws Exception {
    ExecutionId execution = scene.start("w");
    scene.decide(call("id", "echo"));

    StartLambdaFunctionFailed failed = awaitLast(execution, StartLambdaFunctionFailed.class);
    assertThat(failed.cause()).isEqualTo("ASSUME_ROLE_FAILED");
    assertThat(failed.message())
        .isEqualTo("No IAM role is attached to the current workflow execution.");
    assertThat(scene.names(execution, 5))
        .containsExactly(
            "LambdaFunctionScheduled", "StartLambdaFunctionFailed", "DecisionTaskScheduled");
  }

  @Test
  void needsNoRoleWhereTheServiceIsTheWorkflowsOwnProcess() throws Exception {
    try (WorkflowService service = new WorkflowService(new MemoryStore(), clock)) {
      service.provide(functions);
      scene = new Scene(service, clock);
      ExecutionId execution = scene.start("w");
      scene.decide(call("id", "echo"));

      assertThat(awaitLast(execution, LambdaFunctionCompleted.class).result()).isEqualTo("[{}]");
    }
  }

  @Test
  void timesOutAndInterruptsAFunctionThatTakesTooLong() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(new ScheduleLambdaFunction("id", "hang", null, null, "30"));
    await().until(() -> calls.get() == 1);
    scene.advance(29);
    assertThat(scene.names(execution, 6)).containsExactly("LambdaFunctionStarted");
    scene.advance(1);

    assertThat(scene.last(execution, LambdaFunctionTimedOut.class).timeoutType())
        .isEqualTo("START_TO_CLOSE");
    interrupted.await();
    assertThat(scene.names(execution, 7))
        .containsExactly("LambdaFunctionTimedOut", "DecisionTaskScheduled");
    assertThat(scene.service.histories().describe(execution).openCounts().openLambdaFunctions())
        .isZero();
  }

  @Test
  void interruptsAFunctionWhoseExecutionIsClosed() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(call("id", "hang"));
    await().until(() -> calls.get() == 1);
    scene.decideOnSignal(execution, new CompleteWorkflowExecution(null));

    interrupted.await();
    assertThat(scene.names(execution, 1)).endsWith("WorkflowExecutionCompleted");
  }

  @Test
  void refusesAnIdThatIsInUse() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(call("id", "hang"), call("id", "echo"));

    assertThat(scene.last(execution, ScheduleLambdaFunctionFailed.class).cause())
        .isEqualTo("ID_ALREADY_IN_USE");
  }

  @Test
  void callsAFunctionAgainWhoseProcessHasDied() throws Exception {
    ExecutionId execution = startWithRole();
    scene.decide(call("id", "hang"));
    await().until(() -> calls.get() == 1);
    domains.close();
    domains = new Domains(store, clock, functions);
    scene = new Scene(domains.service(RegisteredDomain.LOCAL), clock);
    await().until(() -> calls.get() == 2);
    release.countDown();

    assertThat(awaitLast(execution, LambdaFunctionCompleted.class).result()).isEqualTo("1");
    assertThat(scene.names(execution, 5))
        .containsExactly(
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionCompleted",
            "DecisionTaskScheduled");
  }
}
