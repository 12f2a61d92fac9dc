package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypesTest {
  private Wire wire;

  @BeforeEach
  void start() {
    wire = Wire.start();
  }

  @AfterEach
  void stop() {
    wire.close();
  }

  private String register(String name, String version, String more) {
    return "{'domain':'d','name':'%s','version':'%s'%s}".formatted(name, version, more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Workflow | 'defaultChildPolicy':'ABANDON','defaultExecutionStartToCloseTimeout':'60',"
            + "'defaultLambdaRole':'arn:aws:iam::1:role/r','defaultTaskList':{'name':'l'},"
            + "'defaultTaskPriority':'-5','defaultTaskStartToCloseTimeout':'NONE'",
        "Activity | 'defaultTaskHeartbeatTimeout':'5','defaultTaskList':{'name':'l'},"
            + "'defaultTaskPriority':'7','defaultTaskScheduleToCloseTimeout':'NONE',"
            + "'defaultTaskScheduleToStartTimeout':'6','defaultTaskStartToCloseTimeout':'8'"
      })
  void aTypeIsDescribedAsItWasRegistered(String kind, String defaults) {
    String json = defaults.replace('"', '\'');
    wire.ok("Register" + kind + "Type", register("t", "1", ",'description':'text'," + json));
    String member = kind.toLowerCase(Locale.ROOT) + "Type";
    Wire.Answer answer =
        wire.ok(
            "Describe" + kind + "Type",
            "{'domain':'d','%s':{'name':'t','version':'1'}}".formatted(member));
    assertThat(answer.body().get("configuration").toString())
        .isEqualTo("{" + json.replace('\'', '"') + "}");
    assertThat(answer.text("/typeInfo/description")).isEqualTo("text");
    assertThat(answer.text("/typeInfo/status")).isEqualTo("REGISTERED");
    assertThat(answer.text("/typeInfo/" + member + "/name")).isEqualTo("t");
    assertThat(answer.body().at("/typeInfo/creationDate").isNumber()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Workflow,workflowType", "Activity,activityType"})
  void aTypeGoesFromRegisteredOverDeprecatedToDeleted(String kind, String member) {
    String fault = "400 com.amazonaws.swf.base.model#%s: " + kind + "Type=[name=t, version=1]";
    String type = "{'domain':'d','%s':{'name':'t','version':'1'}}".formatted(member);
    wire.ok("Register" + kind + "Type", register("t", "1", ""));
    assertThat(wire.call("Register" + kind + "Type", register("t", "1", "")).fault())
        .isEqualTo(fault.formatted("TypeAlreadyExistsFault"));
    assertThat(wire.call("Delete" + kind + "Type", type).fault())
        .isEqualTo(fault.formatted("TypeNotDeprecatedFault"));
    assertThat(wire.call("Undeprecate" + kind + "Type", type).fault())
        .isEqualTo(fault.formatted("TypeAlreadyExistsFault"));
    wire.ok("Deprecate" + kind + "Type", type);
    assertThat(wire.call("Deprecate" + kind + "Type", type).fault())
        .isEqualTo(fault.formatted("TypeDeprecatedFault"));
    assertThat(
            wire.ok("Describe" + kind + "Type", type)
                .body()
                .at("/typeInfo/deprecationDate")
                .isNumber())
        .isTrue();
    wire.ok("Undeprecate" + kind + "Type", type);
    wire.ok("Deprecate" + kind + "Type", type);
    wire.ok("Delete" + kind + "Type", type);
    assertThat(wire.call("Describe" + kind + "Type", type).fault())
        .isEqualTo(
            "400 com.amazonaws.swf.base.model#UnknownResourceFault: Unknown type: "
                + kind
                + "Type=[name=t, version=1]");
    wire.ok("Register" + kind + "Type", register("t", "1", ""));
  }

  @ParameterizedTest
  @CsvSource({"Workflow,workflowType", "Activity,activityType"})
  void typesAreListedByNameAndVersion(String kind, String member) {
    for (String name : new String[] {"b", "a", "c"}) {
      wire.ok("Register" + kind + "Type", register(name, "2", ""));
      wire.ok("Register" + kind + "Type", register(name, "1", ""));
    }
    wire.ok(
        "Deprecate" + kind + "Type",
        "{'domain':'d','%s':{'name':'c','version':'1'}}".formatted(member));
    assertThat(list(kind, member, "'REGISTERED'")).isEqualTo("a.1 a.2 b.1 b.2 c.2 ");
    assertThat(list(kind, member, "'REGISTERED','reverseOrder':true"))
        .isEqualTo("c.2 b.2 b.1 a.2 a.1 ");
    assertThat(list(kind, member, "'REGISTERED','name':'b'")).isEqualTo("b.1 b.2 ");
    assertThat(list(kind, member, "'DEPRECATED'")).isEqualTo("c.1 ");
    String half = "'REGISTERED','maximumPageSize':3";
    String token = answer(kind, half).text("/nextPageToken");
    assertThat(list(kind, member, half)).isEqualTo("a.1 a.2 b.1 ");
    assertThat(list(kind, member, half + ",'nextPageToken':'" + token + "'")).isEqualTo("b.2 c.2 ");
  }

  private Wire.Answer answer(String kind, String status) {
    return wire.ok(
        "List" + kind + "Types", "{'domain':'d','registrationStatus':%s}".formatted(status));
  }

  private String list(String kind, String member, String status) {
    StringBuilder found = new StringBuilder();
    answer(kind, status)
        .body()
        .get("typeInfos")
        .forEach(
            info ->
                found
                    .append(info.at("/" + member + "/name").asText())
                    .append('.')
                    .append(info.at("/" + member + "/version").asText())
                    .append(' '));
    return found.toString();
  }
}
