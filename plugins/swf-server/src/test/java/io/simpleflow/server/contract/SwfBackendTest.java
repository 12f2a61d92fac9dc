package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpleflow.ChildTask;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ActivityState;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.EventType;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.testkit.HistoryLaws;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the backend for SWF does beyond the contract, on a server that lives by the real clock. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwfBackendTest {
  private static final RunOptions OPTIONS =
      RunOptions.standard().withTaskLists(Set.of(Tasks.LIST)).withConcurrency(1, 4);

  private Served served;
  private RawSwf raw;
  private TaskCatalog tasks;

  @BeforeAll
  void serve() {
    served = Served.inMemory();
    raw = new RawSwf(served.address());
    tasks = Simpleflow.builder().findTasks();
  }

  @AfterAll
  void close() {
    served.close();
  }

  /** Many tasks at once. */
  @WorkflowType(name = "served.many", taskList = Tasks.LIST)
  public static class Many extends Workflow {
    /** The sum of what they give. */
    public int run(int count) {
      return Futures.wait(map(Tasks::same, IntStream.rangeClosed(1, count).boxed().toList()))
          .stream()
          .mapToInt(Integer::intValue)
          .sum();
    }
  }

  /** Waits for what is ended by someone else. */
  @WorkflowType(name = "served.patient", taskList = Tasks.LIST)
  public static class Patient extends Workflow {
    /** The result. */
    public String run(String file) {
      return submit(Tasks::later, file).result();
    }
  }

  /** Starts a child of a type that nobody has code for, on the list that it is decided from. */
  @WorkflowType(name = "served.adopting", taskList = Tasks.LIST)
  public static class Adopting extends Workflow {
    /** What became of the child. */
    public String run() {
      Future<Integer> child =
          with(WorkflowOptions.none()
                  .withTaskList(Tasks.LIST)
                  .withExecutionStartToCloseTimeout(Duration.ofSeconds(3))
                  .withTaskStartToCloseTimeout(Duration.ofSeconds(1)))
              .submit(ChildTask.named("served.nobodys", "1", Integer.class));
      return child.exception().map(SimpleflowException::getMessage).orElse("completed");
    }
  }

  /** Somebody else's decider might know the type: until its time is over the child waits. */
  @Test
  void endsAChildOfATypeThatNobodyKnowsWhenItsTimeIsOver() throws Exception {
    try (WorkflowEnvironment environment =
        WorkflowEnvironment.over(served.client("adopting", tasks), OPTIONS)) {
      ExecutionId parent = environment.start(Adopting.class);
      assertThat(environment.result(parent, String.class))
          .contains("served.nobodys")
          .contains("timed out");
      List<HistoryEvent> events = environment.events(parent);
      HistoryLaws.check(events);
      assertThat(events)
          .filteredOn(event -> event.type() == EventType.DECISION_TASK_STARTED)
          .as("to start it, again with its type registered, when it has begun, and ended")
          .hasSizeLessThanOrEqualTo(4);
      ExecutionId child =
          events.stream()
              .filter(ChildWorkflowExecutionStarted.class::isInstance)
              .map(event -> ((ChildWorkflowExecutionStarted) event).workflowExecution())
              .findFirst()
              .orElseThrow();
      assertThat(environment.events(child))
          .filteredOn(event -> event.type() == EventType.DECISION_TASK_STARTED)
          .as("nobody asks for it more often than its decisions time out")
          .hasSizeBetween(1, 4);
    }
  }

  @Test
  void runsFiveThousandTasksAtOnce() throws Exception {
    try (WorkflowEnvironment environment =
        WorkflowEnvironment.over(served.client("wide", tasks), OPTIONS.withConcurrency(1, 8))) {
      ExecutionId execution = environment.start(Many.class, 5_000);
      assertThat(environment.result(execution, Integer.class)).isEqualTo(12_502_500);

      List<HistoryEvent> events = environment.events(execution);
      HistoryLaws.check(events);
      assertThat(events).hasSizeBetween(15_000, 25_000);
      assertThat(events)
          .filteredOn(event -> event.type() == EventType.ACTIVITY_TASK_COMPLETED)
          .hasSize(5_000);
      assertThat(events)
          .as("the service's limits are kept, not hit")
          .noneMatch(event -> event.type() == EventType.SCHEDULE_ACTIVITY_TASK_FAILED);
    }
  }

  @Test
  void decidesFromAHistoryOfManyPages() throws Exception {
    int count = 700;
    ExecutionId execution;
    try (WorkflowEnvironment first =
        WorkflowEnvironment.over(served.client("long", tasks), OPTIONS.withConcurrency(1, 0))) {
      execution = first.start(Many.class, count);
      await().until(() -> openActivities(first, execution) == count);
    }
    await().until(() -> served.heldPolls() == 0);
    try (WorkflowEnvironment workers =
        WorkflowEnvironment.over(served.client("long", tasks), OPTIONS.withConcurrency(0, 4))) {
      await().until(() -> openActivities(workers, execution) == 0);
    }
    try (WorkflowEnvironment second =
        WorkflowEnvironment.over(served.client("long", tasks), OPTIONS.withConcurrency(1, 0))) {
      assertThat(second.result(execution, Integer.class)).isEqualTo(count * (count + 1) / 2);
      assertThat(second.events(execution)).hasSizeGreaterThan(2_000);
      HistoryLaws.check(second.events(execution));
    }
  }

  private static int openActivities(WorkflowEnvironment environment, ExecutionId execution) {
    return environment.histories().describe(execution).openCounts().openActivityTasks();
  }

  @Test
  void takesOneActivityAndNoMore() throws Exception {
    try (WorkflowEnvironment environment =
        WorkflowEnvironment.over(served.client("one", tasks), OPTIONS.withConcurrency(1, 0))) {
      ExecutionId execution = environment.start(Many.class, 2);
      Executor executor = environment.executor();
      assertThat(executor.runOneActivity(OPTIONS, Duration.ofSeconds(20))).isTrue();
      assertThat(History.of(environment.events(execution)).activities())
          .extracting(ActivityState::status)
          .containsExactlyInAnyOrder(
              ActivityState.Status.COMPLETED, ActivityState.Status.SCHEDULED);
      assertThat(executor.runOneActivity(OPTIONS, Duration.ofSeconds(20))).isTrue();
      assertThat(environment.result(execution, Integer.class)).isEqualTo(3);
      assertThat(executor.runOneActivity(OPTIONS, Duration.ofSeconds(1))).as("no more").isFalse();
    }
  }

  @Test
  void completesAnActivityFromAnotherProcess(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("token");
    ExecutionId execution;
    try (WorkflowEnvironment first =
        WorkflowEnvironment.over(served.client("later", tasks), OPTIONS)) {
      execution = first.start(Patient.class, file.toString());
      first.awaitHistory(execution, history -> Files.exists(file));
    }
    await().until(() -> served.heldPolls() == 0); // A poll that is gone must not get the decision.
    try (Simpleflow second = served.client("later", tasks)) {
      second.executor().answers().respondActivityTaskCompleted(Files.readString(file), "\"done\"");
    }
    try (WorkflowEnvironment third =
        WorkflowEnvironment.over(served.client("later", tasks), OPTIONS.withConcurrency(1, 0))) {
      assertThat(third.result(execution, String.class)).isEqualTo("done");
    }
  }

  @Test
  void interruptsAnActivityThatIsToBeCancelled() throws Exception {
    try (WorkflowEnvironment workers =
        WorkflowEnvironment.over(
            served.client("cancelling", tasks),
            OPTIONS.withConcurrency(0, 1).withHeartbeatInterval(Duration.ofMillis(200)))) {
      ExecutionId execution = workers.start(Patient.class, "unused");
      decide(
          "{'decisionType':'ScheduleActivityTask','scheduleActivityTaskDecisionAttributes':"
              + "{'activityType':{'name':'served.endless','version':'default'},"
              + "'activityId':'endless','input':'[]'}}");
      workers.awaitHistory(
          execution, history -> history.activity("endless").orElseThrow().started() != null);
      workers.executor().signal(execution, "stop it", null);
      decide(
          "{'decisionType':'RequestCancelActivityTask',"
              + "'requestCancelActivityTaskDecisionAttributes':{'activityId':'endless'}}");
      workers.awaitHistory(
          execution, history -> !history.activity("endless").orElseThrow().isOpen());
      decide(
          "{'decisionType':'CompleteWorkflowExecution',"
              + "'completeWorkflowExecutionDecisionAttributes':{}}");

      List<HistoryEvent> events = workers.events(execution);
      HistoryLaws.check(events);
      assertThat(events)
          .extracting(HistoryEvent::type)
          .contains(EventType.ACTIVITY_TASK_CANCELED)
          .doesNotContain(EventType.ACTIVITY_TASK_TIMED_OUT);
      assertThat(History.of(events).execution().isOpen()).isFalse();
    }
  }

  /** Makes one decision by hand. */
  private void decide(String decision) throws Exception {
    JsonNode task =
        raw.call(
            "PollForDecisionTask",
            "{'domain':'cancelling','taskList':{'name':'%s'}}".formatted(Tasks.LIST));
    raw.call(
        "RespondDecisionTaskCompleted",
        "{'taskToken':'%s','decisions':[%s]}".formatted(task.path("taskToken").asText(), decision));
  }

  @Test
  void goesOnWhenTheServerIsBack(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("token");
    Path store = folder.resolve("server.db");
    Served before = Served.inFile(store, 0);
    URI address = before.address();
    try (WorkflowEnvironment environment =
        WorkflowEnvironment.over(Served.client(address, "restarted", tasks), OPTIONS)) {
      ExecutionId execution = environment.start(Patient.class, file.toString());
      environment.awaitHistory(execution, history -> Files.exists(file));
      before.close();
      try (Served after = Served.inFile(store, address.getPort())) {
        environment
            .executor()
            .answers()
            .respondActivityTaskCompleted(Files.readString(file), "\"still there\"");
        assertThat(environment.result(execution, String.class)).isEqualTo("still there");
        assertThat(after.address()).isEqualTo(address);
      }
    }
  }

  @Test
  void stopsAtOnceThoughItsPollsWouldWaitAMinute() throws Exception {
    try (Simpleflow client = served.client("idle", tasks)) {
      Executor.Run run = client.executor().run(OPTIONS.withConcurrency(4, 20));
      await().until(() -> served.heldPolls() == 24);
      long begin = System.nanoTime();
      run.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
