package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValidationTest {
  private static final String VALIDATION = "400 com.amazon.coral.validate#ValidationException: ";
  private static Wire wire;

  @BeforeAll
  static void start() {
    wire = Wire.start().withTypes();
  }

  @AfterAll
  static void stop() {
    wire.close();
  }

  @Test
  void whatIsMissingIsToldInTheWordsOfSwf() {
    assertThat(wire.call("DescribeDomain", "{}").fault())
        .isEqualTo(
            VALIDATION
                + "1 validation error detected: Value null at 'name' failed to satisfy constraint:"
                + " Member must not be null");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            wire.call(
                    "ListActivityTypes",
                    "{'name':'','registrationStatus':'NEW','maximumPageSize':1001}")
                .fault())
        .isEqualTo(
            VALIDATION
                + "4 validation errors detected: Value '' at 'name' failed to satisfy constraint:"
                + " Member must have length greater than or equal to 1; Value 'NEW' at"
                + " 'registrationStatus' failed to satisfy constraint: Member must satisfy enum"
                + " value set: [REGISTERED, DEPRECATED]; Value '1001' at 'maximumPageSize' failed"
                + " to satisfy constraint: Member must have value less than or equal to 1000; Value"
                + " null at 'domain' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void nestedMembersAreNamedByTheirPaths() {
    assertThat(
            wire.call(
                    "StartWorkflowExecution",
                    "{'domain':'d','workflowId':'x','workflowType':{'name':'w'}}")
                .fault())
        .contains("Value null at 'workflowType.version' failed");
    assertThat(
            wire.call(
                    "RespondDecisionTaskCompleted",
                    "{'taskToken':'t','decisions':[{'decisionType':'StartTimer',"
                        + "'startTimerDecisionAttributes':{'timerId':''}}]}")
                .fault())
        .contains("Value '' at 'decisions.1.member.startTimerDecisionAttributes.timerId' failed")
        .contains(
            "Value null at"
                + " 'decisions.1.member.startTimerDecisionAttributes.startToFireTimeout' failed");
  }

  @Test
  void listsHaveALength() {
    assertThat(
            wire.call(
                    "StartWorkflowExecution",
                    Wire.startOf("x").replace("}}", "},'tagList':['1','2','3','4','5','6']}"))
                .fault())
        .endsWith(
            "Value '[1, 2, 3, 4, 5, 6]' at 'tagList' failed to satisfy constraint: Member must have"
                + " length less than or equal to 5");
  }

  @Test
  void anEmptyTagListAndNullTagsAreTaken() {
    wire.ok(
        "StartWorkflowExecution",
        Wire.startOf("null-tags").replace("}}", "},'tagList':[null,'a']}"));
    wire.ok("StartWorkflowExecution", Wire.startOf("no-tags").replace("}}", "},'tagList':[]}"));
    assertThat(
            wire.ok(
                    "ListOpenWorkflowExecutions",
                    "{'domain':'d','startTimeFilter':{'oldestDate':0},"
                        + "'executionFilter':{'workflowId':'null-tags'}}")
                .body()
                .at("/executionInfos/0/tagList")
                .toString())
        .isEqualTo("[\"a\"]");
  }

  @Test
  void namesThatSwfDoesNotTakeAreRefused() {
    assertThat(wire.call("StartWorkflowExecution", Wire.startOf("a:b")).fault())
        .startsWith(VALIDATION);
    assertThat(
            wire.call(
                    "RegisterDomain", "{'name':'a/b','workflowExecutionRetentionPeriodInDays':'1'}")
                .fault())
        .startsWith(VALIDATION);
  }

  @Test
  void aRetentionPeriodIsInDaysUpToNinetyOrNone() {
    String form = "{'name':'%s','workflowExecutionRetentionPeriodInDays':'%s'}";
    assertThat(wire.call("RegisterDomain", form.formatted("r1", "91")).fault())
        .startsWith(VALIDATION);
    assertThat(wire.call("RegisterDomain", form.formatted("r1", "x")).fault())
        .startsWith(VALIDATION);
    wire.ok("RegisterDomain", form.formatted("r1", "NONE"));
    wire.ok("RegisterDomain", form.formatted("r2", "90"));
  }

  @Test
  void anInputMayHaveAsManyCharactersAsSwfTakes() {
    String start = Wire.startOf("long").replace("}}", "},'input':'%s'}");
    assertThat(wire.call("StartWorkflowExecution", start.formatted("é".repeat(32_769))).fault())
        .contains("at 'input' failed to satisfy constraint: Member must have length less than or");
    wire.ok("StartWorkflowExecution", start.formatted("é".repeat(32_768)));
  }
}
