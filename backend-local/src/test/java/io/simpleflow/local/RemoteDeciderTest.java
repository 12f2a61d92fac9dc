package io.simpleflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.Activity;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ExecutionId;
import io.simpleflow.Task;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.Workflow;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deciders on a service that they share, and that fails now and then. */
@Timeout(60)
class RemoteDeciderTest {
  /** How often the code of a workflow was begun. */
  private static final AtomicInteger RUNS = new AtomicInteger();

  public static final class Tasks {
    private Tasks() {}

    @Activity
    public static int same(int value) {
      return value;
    }
  }

  public static final class Steps extends Workflow {
    public int run(int steps) {
      RUNS.incrementAndGet();
      int sum = 0;
      for (int step = 1; step <= steps; step++) {
        sum += submit(Tasks::same, step).result();
      }
      return sum;
    }
  }

  public static final class Elsewhere extends Workflow {
    public int run() {
      return with(ActivityOptions.none().withTaskList("elsewhere"))
          .submit(Task.named("elsewhere.answer", "3", Integer.class))
          .result();
    }
  }

  private static final RunOptions OPTIONS =
      RunOptions.standard().withConcurrency(1, 1).withGrace(Duration.ofMillis(100));

  private final UnreliableService network = new UnreliableService();
  private final Simpleflow engine = network.engine();

  @BeforeEach
  void reset() {
    RUNS.set(0);
  }

  @AfterEach
  void close() {
    engine.close();
    network.close();
  }

  private ExecutionId start(Class<? extends Workflow> type, @Nullable String input) {
    String name = type.getName().replace('$', '.');
    return engine
        .executor()
        .start(StartRequest.of("wf", engine.tasks().workflow(name).type(), input));
  }

  private Optional<String> result(ExecutionId execution) throws Exception {
    return engine.executor().await(execution, Duration.ofSeconds(30)).result();
  }

  private long count(ExecutionId execution, EventType type) {
    return network.service.histories().events(execution).stream()
        .map(HistoryEvent::type)
        .filter(type::equals)
        .count();
  }

  @Test
  void takesTurnsWithAnotherDecider() throws Exception {
    try (Simpleflow other = network.engine()) {
      engine.executor().run(OPTIONS);
      other.executor().run(OPTIONS);
      await().until(() -> network.calls("pollForDecisionTask") == 2); // Who waits gets the next.
      ExecutionId execution = start(Steps.class, "{\"args\":[60]}");

      assertThat(result(execution)).contains("1830");
      assertThat(network.calls("events")).as("whole histories were read").isGreaterThan(5);
      assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(60);
    }
  }

  @Test
  void goesOnFromMemoryWhereTheServiceAlwaysSendsTheWholeHistory() throws Exception {
    network.change(
        "pollForDecisionTask",
        polled -> ((Optional<?>) polled).map(task -> whole((DecisionTask) task)));
    ExecutionId execution = start(Steps.class, "{\"args\":[20]}");
    engine.executor().run(OPTIONS);

    assertThat(result(execution)).contains("210");
    assertThat(RUNS).hasValue(1);
  }

  private DecisionTask whole(DecisionTask task) {
    return new DecisionTask(
        task.taskToken(),
        task.execution(),
        task.workflowType(),
        task.startedEventId(),
        task.previousStartedEventId(),
        network
            .service
            .histories()
            .events(task.execution(), 0, Math.toIntExact(task.startedEventId())));
  }

  @Test
  void answersADecisionAgainThatDidNotArrive() throws Exception {
    network.failNext("respondDecisionTaskCompleted", 3);
    ExecutionId execution = start(Steps.class, "{\"args\":[3]}");
    engine.executor().run(OPTIONS);

    assertThat(result(execution)).contains("6");
    assertThat(RUNS).hasValue(1);
  }

  @Test
  void startsOverFromTheHistoryAfterADecisionOfWhichNobodyKnowsWhetherItArrived() throws Exception {
    network.loseAnswers("respondDecisionTaskCompleted", 1);
    ExecutionId execution = start(Steps.class, "{\"args\":[3]}");
    engine.executor().run(OPTIONS.withConcurrency(1, 0));
    await().until(() -> network.calls("respondDecisionTaskCompleted") == 2);
    engine.executor().run(OPTIONS.withConcurrency(0, 1));

    assertThat(result(execution)).contains("6");
    assertThat(RUNS).hasValue(2);
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(3);
  }

  @Test
  void readsAHistoryAgainThatCouldNotBeRead() throws Exception {
    network.failNext("events", 2);
    ExecutionId execution = start(Steps.class, "{\"args\":[3]}");
    engine.executor().run(OPTIONS.withCachedExecutions(0));

    assertThat(result(execution)).contains("6");
    assertThat(count(execution, EventType.DECISION_TASK_COMPLETED)).isEqualTo(4);
  }

  @Test
  void pollsAgainWhereAPollHasFailed() throws Exception {
    network.failNext("pollForDecisionTask", 3);
    network.failNext("pollForActivityTask", 3);
    ExecutionId execution = start(Steps.class, "{\"args\":[3]}");
    engine.executor().run(OPTIONS);

    assertThat(result(execution)).contains("6");
  }

  private ExecutionId startOfOthers(String input) {
    WorkflowType type = new WorkflowType("theirs", "7");
    Optional<String> none = Optional.empty();
    network
        .service
        .types()
        .register(
            new WorkflowTypeDefaults(
                type,
                Optional.of("shared"),
                Optional.of("60"),
                Optional.of("60"),
                Optional.of(ChildPolicy.TERMINATE),
                none,
                none));
    return network.service.start(StartRequest.of("wf", type, input));
  }

  @Test
  void leavesWorkflowsOfOthersUnansweredAndSaysWhichComeHere() {
    ExecutionId execution = startOfOthers("{}");
    engine.executor().run(OPTIONS);

    assertThatThrownBy(() -> result(execution))
        .isInstanceOf(TaskNotFoundException.class)
        .hasMessageContaining("workflow 'theirs', version '7'")
        .hasMessageContaining("task list 'shared' of domain 'test'");
    assertThat(network.calls("respondDecisionTaskCompleted")).isZero();
  }

  @Test
  void runsTheWorkflowThatTheInputNamesWhereItsTypeIsNotKnown() throws Exception {
    ExecutionId execution =
        startOfOthers(
            "{\"__extra\":{\"class\":\"%s\"},\"args\":[4],\"kwargs\":{}}"
                .formatted(Steps.class.getName()));
    engine.executor().run(OPTIONS);

    assertThat(result(execution)).contains("10");
  }

  @Test
  void registersAnActivityThatNoWorkerHasRegistered() throws Exception {
    ExecutionId execution = start(Elsewhere.class, null);
    engine.executor().run(OPTIONS.withConcurrency(1, 0)); // A worker would take the task, too.

    ActivityTask task =
        network
            .service
            .pollForActivityTask(Optional.of("elsewhere"), "test", Duration.ofSeconds(20))
            .orElseThrow();
    engine.executor().answers().respondActivityTaskCompleted(task.taskToken(), "42");

    assertThat(result(execution)).contains("42");
    assertThat(count(execution, EventType.SCHEDULE_ACTIVITY_TASK_FAILED)).isOne();
  }
}
