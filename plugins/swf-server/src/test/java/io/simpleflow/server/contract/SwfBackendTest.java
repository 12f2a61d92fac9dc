package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.Futures;
import io.simpleflow.ServiceException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.EventType;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
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

  @Test
  void registersTheDomainAndTheTypesThatAreMissing() throws Exception {
    try (Simpleflow client = served.client("brand-new", tasks)) {
      client.executor().run(OPTIONS).close();

      JsonNode domain = raw.call("DescribeDomain", "{'name':'brand-new'}");
      assertThat(domain.at("/domainInfo/status").asText()).isEqualTo("REGISTERED");
      JsonNode type =
          raw.call(
              "DescribeActivityType",
              "{'domain':'brand-new','activityType':{'name':'served.endless','version':'default'}}");
      assertThat(type.at("/configuration/defaultTaskList/name").asText()).isEqualTo(Tasks.LIST);
      assertThat(type.at("/configuration/defaultTaskHeartbeatTimeout").asText()).isEqualTo("1");
      assertThat(type.at("/configuration/defaultTaskStartToCloseTimeout").asText())
          .isEqualTo("300");
      assertThat(
              client.backend().registry().find(tasks.workflow("served.mixed").type()).orElseThrow())
          .satisfies(found -> assertThat(found.taskStartToCloseTimeout()).contains("1"));
    }
  }

  @Test
  void leavesTypesAloneThatAreThere() throws Exception {
    registerDomain("taken");
    raw.call(
        "RegisterActivityType",
        "{'domain':'taken','name':'served.same','version':'default','description':'mine',"
            + "'defaultTaskList':{'name':'elsewhere'}}");
    try (Simpleflow client = served.client("taken", tasks)) {
      client.executor().run(OPTIONS).close();
    }
    JsonNode type =
        raw.call(
            "DescribeActivityType",
            "{'domain':'taken','activityType':{'name':'served.same','version':'default'}}");
    assertThat(type.at("/typeInfo/description").asText()).isEqualTo("mine");
    assertThat(type.at("/configuration/defaultTaskList/name").asText()).isEqualTo("elsewhere");
  }

  @Test
  void saysThatATypeIsDeprecated() throws Exception {
    registerDomain("old");
    raw.call("RegisterActivityType", "{'domain':'old','name':'served.same','version':'default'}");
    raw.call(
        "DeprecateActivityType",
        "{'domain':'old','activityType':{'name':'served.same','version':'default'}}");
    raw.call("RegisterWorkflowType", "{'domain':'old','name':'served.many','version':'default'}");
    raw.call(
        "DeprecateWorkflowType",
        "{'domain':'old','workflowType':{'name':'served.many','version':'default'}}");
    try (Simpleflow client = served.client("old", tasks)) {
      Executor executor = client.executor();
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> executor.run(OPTIONS.withConcurrency(0, 1)))
          .withMessageContaining("activity type 'served.same'")
          .withMessageContaining("is deprecated in domain 'old'");
      StartRequest request = StartRequest.of("any", tasks.workflow("served.many").type(), "[1]");
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> executor.start(request))
          .withMessageContaining("deprecated")
          .withMessageContaining("served.many");
    }
  }

  @Test
  void saysThatADomainIsDeprecatedOrMissing() throws Exception {
    registerDomain("gone");
    raw.call("DeprecateDomain", "{'name':'gone'}");
    try (Simpleflow client = served.client("gone", tasks)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> client.executor().run(OPTIONS))
          .withMessageContaining("domain 'gone' is deprecated");
    }
    try (Simpleflow client = served.client("never-heard-of", tasks)) {
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> client.histories().list(ExecutionFilter.all()))
          .withMessageContaining("no domain 'never-heard-of'");
    }
  }

  private void registerDomain(String name) throws Exception {
    raw.call(
        "RegisterDomain",
        "{'name':'%s','workflowExecutionRetentionPeriodInDays':'7'}".formatted(name));
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
