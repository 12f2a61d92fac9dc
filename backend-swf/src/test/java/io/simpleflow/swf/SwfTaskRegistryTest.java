package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ServiceException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.swf.ScriptedServer.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

@Timeout(60)
class SwfTaskRegistryTest {
  private static final WorkflowType BASIC = new WorkflowType("basic", "1");
  private static final ActivityType TWICE = new ActivityType("twice", "1");
  private static final Reply NOTHING = Reply.json("{\"typeInfos\":[]}");

  private ScriptedServer server;
  private SwfService service;
  private SwfTaskRegistry registry;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    service = server.service();
    registry = new SwfTaskRegistry(service);
  }

  @AfterEach
  void stop() {
    service.close();
    server.close();
  }

  private static WorkflowTypeDefaults withoutDefaults(WorkflowType type) {
    return new WorkflowTypeDefaults(
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ActivityTypeDefaults withoutDefaults(ActivityType type) {
    return new ActivityTypeDefaults(
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Reply workflowPage(String name, String nextToken) {
    return Reply.json(
        """
        {"typeInfos":[{"workflowType":{"name":"%s","version":"1"},"status":"REGISTERED",
         "creationDate":1.4E9}]%s}"""
            .formatted(
                name, nextToken.isEmpty() ? "" : ",\"nextPageToken\":\"" + nextToken + "\""));
  }

  private List<String> operations() {
    return server.requests.stream().map(ScriptedServer.Request::operation).toList();
  }

  @Test
  void registersOnlyWhatIsMissing() {
    server
        .on("ListWorkflowTypes", workflowPage("other", "more"), workflowPage("basic", ""))
        .on("RegisterWorkflowType", Reply.json(""));

    registry.register(withoutDefaults(BASIC));
    registry.register(withoutDefaults(new WorkflowType("other", "1")));
    registry.register(withoutDefaults(new WorkflowType("other", "2")));

    assertThat(operations())
        .containsExactly("ListWorkflowTypes", "ListWorkflowTypes", "RegisterWorkflowType");
    assertThat(server.requests.get(0).body().field("registrationStatus").orElseThrow().asString())
        .isEqualTo("REGISTERED");
  }

  @Test
  void registersATypeThatWasFoundMissingLater() {
    server
        .on("ListWorkflowTypes", workflowPage("basic", ""))
        .on("RegisterWorkflowType", Reply.json(""));

    registry.register(withoutDefaults(BASIC));
    registry.register(withoutDefaults(BASIC));

    assertThat(operations()).containsExactly("ListWorkflowTypes", "RegisterWorkflowType");
  }

  @Test
  void registersTheDefaultsThatATypeHas() {
    server.on("ListActivityTypes", NOTHING).on("RegisterActivityType", Reply.json(""));

    registry.register(
        new ActivityTypeDefaults(
            TWICE,
            Optional.of("quickstart"),
            Optional.of("7"),
            Optional.of("30"),
            Optional.of("60"),
            Optional.of("NONE"),
            Optional.of("10")));

    JsonNode body = server.requests("RegisterActivityType").get(0).body();
    assertThat(body.field("defaultTaskList").orElseThrow().field("name").orElseThrow().asString())
        .isEqualTo("quickstart");
    assertThat(text(body, "defaultTaskPriority")).isEqualTo("7");
    assertThat(text(body, "defaultTaskStartToCloseTimeout")).isEqualTo("30");
    assertThat(text(body, "defaultTaskScheduleToStartTimeout")).isEqualTo("60");
    assertThat(text(body, "defaultTaskScheduleToCloseTimeout")).isEqualTo("NONE");
    assertThat(text(body, "defaultTaskHeartbeatTimeout")).isEqualTo("10");
  }

  @Test
  void givesATypeWithoutDefaultsThoseThatAreExpected() {
    server
        .on("ListActivityTypes", NOTHING)
        .on("ListWorkflowTypes", NOTHING)
        .on("RegisterActivityType", Reply.json(""))
        .on("RegisterWorkflowType", Reply.json(""));

    registry.register(withoutDefaults(TWICE));
    registry.register(withoutDefaults(BASIC));

    JsonNode activity = server.requests("RegisterActivityType").get(0).body();
    assertThat(text(activity, "defaultTaskStartToCloseTimeout")).isEqualTo("300");
    JsonNode workflow = server.requests("RegisterWorkflowType").get(0).body();
    assertThat(workflow.field("defaultTaskList").orElseThrow().field("name").orElseThrow().text())
        .isEqualTo("default");
    assertThat(text(workflow, "defaultExecutionStartToCloseTimeout")).isEqualTo("31536000");
    assertThat(text(workflow, "defaultChildPolicy")).isEqualTo("TERMINATE");
  }

  private static String text(JsonNode body, String member) {
    return body.field(member).orElseThrow().asString();
  }

  @Test
  void registersAMissingDomain() {
    AtomicBoolean there = new AtomicBoolean();
    server
        .script(
            "ListWorkflowTypes",
            request ->
                there.get() ? NOTHING : Reply.fault("UnknownResourceFault", "Unknown domain: test"))
        .script(
            "RegisterDomain",
            request -> {
              there.set(true);
              return Reply.json("");
            })
        .on("RegisterWorkflowType", Reply.json(""));

    registry.register(withoutDefaults(BASIC));

    JsonNode domain = server.requests("RegisterDomain").get(0).body();
    assertThat(text(domain, "name")).isEqualTo("test");
    assertThat(text(domain, "workflowExecutionRetentionPeriodInDays")).isEqualTo("30");
    assertThat(server.requests("RegisterWorkflowType")).hasSize(1);
  }

  @Test
  void saysThatTheDomainIsDeprecated() {
    server
        .on("ListWorkflowTypes", NOTHING)
        .on("RegisterWorkflowType", Reply.fault("DomainDeprecatedFault", "test"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> registry.register(withoutDefaults(BASIC)))
        .withMessageContaining("domain 'test' is deprecated")
        .withMessageContaining("aws swf undeprecate-domain --name test");
  }

  @Test
  void knowsWhatAnotherProcessRegisteredInTheMeantime() {
    server
        .on("ListActivityTypes", NOTHING)
        .on("RegisterActivityType", Reply.fault("TypeAlreadyExistsFault", "twice"))
        .on("DescribeActivityType", activity("REGISTERED"));

    registry.register(withoutDefaults(TWICE));

    assertThat(operations()).endsWith("RegisterActivityType", "DescribeActivityType");
  }

  @Test
  void saysThatATypeIsDeprecatedAndHowToBringItBack() {
    server
        .on("ListActivityTypes", NOTHING)
        .on("RegisterActivityType", Reply.fault("TypeAlreadyExistsFault", "twice"))
        .on("DescribeActivityType", activity("DEPRECATED"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> registry.register(withoutDefaults(TWICE)))
        .withMessageContaining("activity type 'twice' of version '1' is deprecated")
        .withMessageContaining(
            "aws swf undeprecate-activity-type --domain test --activity-type name=twice,version=1");
  }

  private static Reply activity(String status) {
    return Reply.json(
        """
        {"typeInfo":{"activityType":{"name":"twice","version":"1"},"status":"%s",
         "creationDate":1.4E9},
         "configuration":{"defaultTaskList":{"name":"quickstart"},
         "defaultTaskHeartbeatTimeout":"NONE"}}"""
            .formatted(status));
  }

  @Test
  void findsTypesWithTheirDefaults() {
    server
        .on("DescribeActivityType", activity("REGISTERED"))
        .on(
            "DescribeWorkflowType",
            Reply.json(
                """
                {"typeInfo":{"workflowType":{"name":"basic","version":"1"},"status":"REGISTERED",
                 "creationDate":1.4E9},
                 "configuration":{"defaultChildPolicy":"ABANDON","defaultTaskPriority":"3",
                 "defaultLambdaRole":"arn:role"}}"""));

    assertThat(registry.find(TWICE))
        .hasValueSatisfying(
            found -> {
              assertThat(found.taskList()).contains("quickstart");
              assertThat(found.heartbeatTimeout()).contains("NONE");
              assertThat(found.startToCloseTimeout()).isEmpty();
            });
    assertThat(registry.find(BASIC))
        .hasValueSatisfying(
            found -> {
              assertThat(found.childPolicy()).contains(ChildPolicy.ABANDON);
              assertThat(found.taskPriority()).contains("3");
              assertThat(found.lambdaRole()).contains("arn:role");
              assertThat(found.taskList()).isEmpty();
            });
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    server
        .on("DescribeActivityType", Reply.fault("UnknownResourceFault", "Unknown type: twice"))
        .on("DescribeWorkflowType", Reply.fault("UnknownResourceFault", "Unknown type: basic"));

    assertThat(registry.find(TWICE)).isEmpty();
    assertThat(registry.find(BASIC)).isEmpty();
  }

  @Test
  void doesNotTakeAMissingDomainForAMissingType() {
    server.on("DescribeWorkflowType", Reply.fault("UnknownResourceFault", "Unknown domain: test"));

    assertThatThrownBy(() -> registry.find(BASIC))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("there is no domain 'test'");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void describesAWorkflowTypeOnceForManyStarts() {
    server.on("DescribeWorkflowType", Reply.json("{\"typeInfo\":{},\"configuration\":{}}"));

    for (int i = 0; i < 10; i++) {
      assertThat(registry.find(BASIC)).isPresent();
    }
    assertThat(server.requests).hasSize(1);
  }
}
