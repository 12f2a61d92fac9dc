package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.swf.ScriptedServer.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

@Timeout(60)
class SwfHistorySourceTest {
  private static final ExecutionId EXECUTION = new ExecutionId("w", "r");

  private ScriptedServer server;
  private SwfService service;
  private SwfHistorySource histories;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    service = server.service();
    histories = new SwfHistorySource(service);
  }

  @AfterEach
  void stop() {
    service.close();
    server.close();
  }

  private void serve(long events) {
    server.script("GetWorkflowExecutionHistory", new ServedHistory(events)::page);
  }

  private static List<Long> ids(List<HistoryEvent> events) {
    return events.stream().map(HistoryEvent::id).toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private long eventsSent() {
    return server.requests.stream()
        .mapToLong(
            request -> Long.parseLong(request.body().field("maximumPageSize").orElseThrow().text()))
        .sum();
  }

  @Test
  void readsAHistoryPageByPage() {
    serve(2_345);

    assertThat(ids(histories.events(EXECUTION))).isEqualTo(range(1, 2_345));
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void readsNoMoreThanIsWanted() {
    serve(5_000);

    assertThat(ids(histories.events(EXECUTION, 0, 10))).isEqualTo(range(1, 10));
    assertThat(ids(histories.events(EXECUTION, 1_500, 600))).isEqualTo(range(1_501, 2_100));
    assertThat(histories.events(EXECUTION, 0, 0)).isEmpty();
    assertThat(eventsSent()).isLessThan(3_500);
  }

  @Test
  void readsWhatIsNewFromTheEnd() {
    serve(20_000);

    assertThat(ids(histories.events(EXECUTION, 19_990, Integer.MAX_VALUE)))
        .isEqualTo(range(19_991, 20_000));
    assertThat(ids(histories.events(EXECUTION, 19_990, 3))).isEqualTo(range(19_991, 19_993));
    assertThat(histories.events(EXECUTION, 20_000, Integer.MAX_VALUE)).isEmpty();
    assertThat(histories.events(EXECUTION, 20_001, Integer.MAX_VALUE)).isEmpty();
    assertThat(server.requests).hasSize(4);
    assertThat(eventsSent()).isEqualTo(400);
    assertThat(ids(histories.events(EXECUTION, 17_500, Integer.MAX_VALUE)))
        .isEqualTo(range(17_501, 20_000));
    assertThat(server.requests).hasSize(8);
  }

  @Test
  void readsTheLastEventAlone() {
    serve(20_000);

    assertThat(histories.lastEvent(EXECUTION).id()).isEqualTo(20_000);
    assertThat(eventsSent()).isEqualTo(1);
  }

  @Test
  void describesAnExecution() {
    server.on(
        "DescribeWorkflowExecution",
        Reply.json(
            """
            {"executionInfo":%s,
             "executionConfiguration":{"taskStartToCloseTimeout":"300","childPolicy":"TERMINATE",
              "executionStartToCloseTimeout":"3600","taskList":{"name":"list"}},
             "openCounts":{"openActivityTasks":2,"openDecisionTasks":1,"openTimers":0,
              "openChildWorkflowExecutions":0},
             "latestActivityTaskTimestamp":1497371588.5}"""
                .formatted(info("w", 7, "COMPLETED"))));

    ExecutionDescription description = histories.describe(EXECUTION);

    assertThat(description.info().status()).isEqualTo(ExecutionStatus.CLOSED);
    assertThat(description.info().closeStatus()).contains(CloseStatus.COMPLETED);
    assertThat(description.info().tagList()).containsExactly("a");
    assertThat(description.info().parent()).contains(new ExecutionId("p", "rp"));
    assertThat(description.configuration().childPolicy()).isEqualTo(ChildPolicy.TERMINATE);
    assertThat(description.configuration().taskList()).isEqualTo("list");
    assertThat(description.openCounts().openActivityTasks()).isEqualTo(2);
    assertThat(description.latestActivityTaskTimestamp())
        .contains(Instant.ofEpochMilli(1_497_371_588_500L));
    assertThat(description.latestExecutionContext()).isEmpty();
  }

  @Test
  void saysThatAnExecutionIsNotThere() {
    Reply fault = Reply.fault("UnknownResourceFault", "Unknown execution: WorkflowExecution=[w]");
    server.on("DescribeWorkflowExecution", fault).on("GetWorkflowExecutionHistory", fault);

    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> histories.describe(EXECUTION));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> histories.lastEvent(EXECUTION));
  }

  /** SWF was seen to list a tag that is null. */
  private static String info(String workflowId, long started, String closeStatus) {
    String closed =
        closeStatus.isEmpty()
            ? "\"executionStatus\":\"OPEN\""
            : "\"executionStatus\":\"CLOSED\",\"closeStatus\":\"%s\",\"closeTimestamp\":%d.5"
                .formatted(closeStatus, started + 100);
    return """
        {"execution":{"workflowId":"%1$s","runId":"r%2$d"},
         "workflowType":{"name":"basic","version":"1"},"startTimestamp":%2$d.25,
         %3$s,"tagList":["a",null],"parent":{"workflowId":"p","runId":"rp"}}"""
        .formatted(workflowId, started, closed);
  }

  private static Reply listing(String nextToken, String... infos) {
    return Reply.json(
        "{\"executionInfos\":[%s]%s}"
            .formatted(
                String.join(",", infos),
                nextToken.isEmpty() ? "" : ",\"nextPageToken\":\"" + nextToken + "\""));
  }

  private List<String> list(ExecutionFilter filter) {
    return histories.list(filter).stream().map(info -> info.execution().runId()).toList();
  }

  private JsonNode asked(String operation) {
    List<ScriptedServer.Request> requests = server.requests(operation);
    return requests.get(requests.size() - 1).body();
  }

  @Test
  void listsOpenAndClosedTogetherThoseStartedLastFirst() {
    server
        .on("ListOpenWorkflowExecutions", listing("", info("a", 9, ""), info("b", 4, "")))
        .on(
            "ListClosedWorkflowExecutions",
            listing("more", info("c", 7, "FAILED")),
            listing("", info("d", 3, "FAILED")));

    assertThat(list(ExecutionFilter.all())).containsExactly("r9", "r7", "r4", "r3");
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void readsNoMorePagesThanTheLimitNeeds() {
    server
        .on("ListOpenWorkflowExecutions", listing("more", info("a", 9, ""), info("b", 8, "")))
        .on("ListClosedWorkflowExecutions", listing("more", info("c", 7, "FAILED")));

    assertThat(list(ExecutionFilter.all().withLimit(2))).containsExactly("r9", "r8");
    assertThat(server.requests).hasSize(2);
    assertThat(asked("ListOpenWorkflowExecutions").field("maximumPageSize").orElseThrow().text())
        .isEqualTo("2");
  }

  @Test
  void asksForOneFilterAndAppliesTheRestItself() {
    server.on(
        "ListClosedWorkflowExecutions",
        listing("", info("a", 9, "FAILED"), info("a", 8, "COMPLETED"), info("a", 7, "FAILED")));
    ExecutionFilter filter =
        new ExecutionFilter(
            Optional.empty(),
            Optional.of("a"),
            Optional.of("basic"),
            Optional.empty(),
            Optional.of("a"),
            Optional.of(CloseStatus.FAILED),
            Optional.of(Instant.ofEpochSecond(8)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1);

    assertThat(list(filter)).containsExactly("r9");

    JsonNode asked = asked("ListClosedWorkflowExecutions");
    assertThat(asked.asObject())
        .containsKeys("domain", "startTimeFilter", "executionFilter", "maximumPageSize")
        .doesNotContainKeys("typeFilter", "tagFilter", "closeStatusFilter", "closeTimeFilter");
    assertThat(asked.field("maximumPageSize").orElseThrow().text()).isEqualTo("1000");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void listsByTimeOfCloseInTheOrderOfStart() {
    server.on(
        "ListClosedWorkflowExecutions",
        listing("more", info("a", 3, "FAILED")),
        listing("", info("a", 9, "FAILED")));
    ExecutionFilter filter =
        new ExecutionFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.ofEpochSecond(50)),
            Optional.empty(),
            Integer.MAX_VALUE);

    assertThat(list(filter)).containsExactly("r9", "r3");
    assertThat(asked("ListClosedWorkflowExecutions").asObject())
        .containsKey("closeTimeFilter")
        .doesNotContainKey("startTimeFilter");
    assertThat(server.requests("ListOpenWorkflowExecutions")).isEmpty();
  }

  @Test
  void findsTheLatestExecutionOfAWorkflowId() {
    server
        .on("ListOpenWorkflowExecutions", listing("", info("a", 9, "")), listing(""))
        .on("ListClosedWorkflowExecutions", listing("", info("a", 7, "FAILED")), listing(""));

    assertThat(histories.latest(Optional.of("a"))).contains(new ExecutionId("a", "r9"));
    assertThat(server.requests("ListClosedWorkflowExecutions")).isEmpty();
    assertThat(histories.latest(Optional.of("a"))).contains(new ExecutionId("a", "r7"));
    assertThat(histories.latest(Optional.of("a"))).isEmpty();
  }

  @Test
  void namesTheOpenExecutionsThatGoOnByThemselves() {
    server
        .on("ListOpenWorkflowExecutions", listing("", info("a", 9, "")))
        .on(
            "DescribeWorkflowExecution",
            Reply.json(
                """
                {"executionInfo":%s,"executionConfiguration":{"taskStartToCloseTimeout":"300",
                 "childPolicy":"TERMINATE","executionStartToCloseTimeout":"3600",
                 "taskList":{"name":"list"}},"openCounts":{}}"""
                    .formatted(info("w", 7, "COMPLETED"))));
    SwfTaskService tasks = new SwfTaskService(service, histories);

    assertThat(tasks.resume(Optional.empty())).containsExactly(new ExecutionId("a", "r9"));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> tasks.resume(Optional.of(EXECUTION)))
        .withMessageContaining("closed");
    assertThat(histories.list(ExecutionFilter.all().withStatus(ExecutionStatus.OPEN)))
        .extracting(ExecutionInfo::status)
        .containsExactly(ExecutionStatus.OPEN);
  }
}
