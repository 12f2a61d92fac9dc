package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.testkit.ManualTimekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Executions a to f start at 0, 10, … 50 seconds; a, b, c close at 102, 101, 100 seconds. */
class VisibilityTest {
  private static final long START = ManualTimekeeper.START.getEpochSecond();

  private final ManualTimekeeper timekeeper = new ManualTimekeeper();
  private Wire wire;

  @BeforeEach
  void start() throws InterruptedException {
    wire =
        Wire.start(
            options ->
                ServerOptions.of(options.store(), timekeeper).withDomains(options.domains()));
    wire.withTypes();
    for (String id : List.of("a", "b", "c", "d", "e", "f")) {
      wire.ok(
          "StartWorkflowExecution",
          Wire.startOf(id)
              .replace("}}", "},'tagList':['%s']}".formatted("abc".contains(id) ? "x" : "y")));
      timekeeper.advance(Duration.ofSeconds(10));
    }
    timekeeper.advance(Duration.ofSeconds(40));
    terminate("c");
    timekeeper.advance(Duration.ofSeconds(1));
    terminate("b");
    timekeeper.advance(Duration.ofSeconds(1));
    terminate("a");
  }

  private void terminate(String id) {
    wire.ok("TerminateWorkflowExecution", "{'domain':'d','workflowId':'%s'}".formatted(id));
  }

  @AfterEach
  void stop() {
    wire.close();
    timekeeper.close();
  }

  private static String time(String filter, long oldest, long latest) {
    return "'%sTimeFilter':{'oldestDate':%d,'latestDate':%d.0}"
        .formatted(filter, START + oldest, START + latest);
  }

  private List<String> pages(String status, String filters, int size) {
    List<String> pages = new ArrayList<>();
    String token = "";
    do {
      Wire.Answer page =
          wire.ok(
              "List" + status + "WorkflowExecutions",
              "{'domain':'d','maximumPageSize':%d,%s%s}".formatted(size, filters, token));
      pages.add(String.join("", page.body().get("executionInfos").findValuesAsText("workflowId")));
      token =
          page.body().has("nextPageToken")
              ? ",'nextPageToken':'" + page.text("/nextPageToken") + "'"
              : "";
    } while (!token.isEmpty());
    return pages;
  }

  private String list(String status, String filters) {
    List<String> pages = pages(status, filters, 100);
    assertThat(pages).hasSize(1);
    int count =
        wire.ok("Count" + status + "WorkflowExecutions", "{'domain':'d'," + filters + "}")
            .body()
            .get("count")
            .asInt();
    assertThat(count).isEqualTo(pages.get(0).length());
    return pages.get(0);
  }

  @Test
  void theLatestComesFirstAndTheEarliestInReverse() {
    assertThat(list("Open", time("start", 0, 100))).isEqualTo("fed");
    assertThat(list("Closed", time("start", 0, 100))).isEqualTo("cba");
    assertThat(list("Closed", time("close", 0, 200))).isEqualTo("abc");
    assertThat(pages("Open", time("start", 0, 100) + ",'reverseOrder':true", 9))
        .containsExactly("def");
    assertThat(pages("Closed", time("close", 0, 200) + ",'reverseOrder':true", 9))
        .containsExactly("cba");
  }

  @Test
  void pagesContinueWhereTheLastOneEnded() {
    assertThat(pages("Open", time("start", 0, 100), 2)).containsExactly("fe", "d");
    assertThat(pages("Closed", time("close", 0, 200) + ",'reverseOrder':true", 1))
        .containsExactly("c", "b", "a");
  }

  @Test
  void timesAreInclusive() {
    assertThat(list("Open", time("start", 30, 40))).isEqualTo("ed");
    assertThat(list("Closed", time("close", 101, 102))).isEqualTo("ab");
    assertThat(list("Open", "'startTimeFilter':{'oldestDate':%d.5}".formatted(START + 40)))
        .isEqualTo("f");
  }

  @Test
  void filtersNarrowTheChoice() {
    String all = time("start", 0, 1_000);
    assertThat(list("Open", all + ",'tagFilter':{'tag':'y'}")).isEqualTo("fed");
    assertThat(list("Open", all + ",'tagFilter':{'tag':'x'}")).isEmpty();
    assertThat(list("Open", all + ",'executionFilter':{'workflowId':'e'}")).isEqualTo("e");
    assertThat(list("Open", all + ",'typeFilter':{'name':'w'}")).isEqualTo("fed");
    assertThat(list("Open", all + ",'typeFilter':{'name':'w','version':'2'}")).isEmpty();
    assertThat(list("Closed", all + ",'closeStatusFilter':{'status':'TERMINATED'}"))
        .isEqualTo("cba");
    assertThat(list("Closed", all + ",'closeStatusFilter':{'status':'FAILED'}")).isEmpty();
  }

  @Test
  void filtersExcludeEachOther() {
    String validation = "400 com.amazon.coral.validate#ValidationException: ";
    String all = "{'domain':'d'," + time("start", 0, 1_000);
    assertThat(
            wire.call(
                    "ListClosedWorkflowExecutions",
                    all + ",'typeFilter':{'name':'w'},'closeStatusFilter':{'status':'FAILED'}}")
                .fault())
        .isEqualTo(
            validation
                + "Cannot specify more than one exclusive filters in the same query:"
                + " [WorkflowTypeFilter, CloseStatusFilter]");
    assertThat(
            wire.call("CountClosedWorkflowExecutions", all + "," + time("close", 0, 1) + "}")
                .fault())
        .startsWith(validation);
    assertThat(wire.call("ListClosedWorkflowExecutions", "{'domain':'d'}").fault())
        .startsWith(validation);
    assertThat(wire.call("ListOpenWorkflowExecutions", "{'domain':'d'}").fault())
        .contains("Value null at 'startTimeFilter'");
  }
}
