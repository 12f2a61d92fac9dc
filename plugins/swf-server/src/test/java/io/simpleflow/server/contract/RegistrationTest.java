package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpleflow.ConfigurationException;
import io.simpleflow.ServiceException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskCatalog;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Domains and types that are missing, there already, or deprecated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationTest {
  private static final RunOptions OPTIONS =
      RunOptions.standard().withTaskLists(Set.of(Tasks.LIST)).withConcurrency(1, 1);

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
}
