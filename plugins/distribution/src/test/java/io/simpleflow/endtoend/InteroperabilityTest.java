package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.simpleflow.ExecutionId;
import io.simpleflow.endtoend.CallsPythonWorkflow.Results;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.SystemTimekeeper;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.server.ServerOptions;
import io.simpleflow.server.SwfServer;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.testkit.HistoryLaws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java and Python work on the same executions, through one server. The scripts in {@code
 * interoperability} speak as the Python original does; their deciders and workers are real
 * processes.
 */
class InteroperabilityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DOMAIN = "Test";

  /** What is hard to get across: floats, Unicode, control characters, big integers, order. */
  private static final String VALUES =
      "[1e-05,1e+16,0.1,-0.0,\"\\u00e9\\u20ac\\ud83d\\ude00\\u007f\\n\",null,true,"
          + "1180591620717411303424,{\"a\":1,\"b\":[]}]";

  private static final String SHOWN =
      "1e-05, 1e+16, 0.1, -0.0, 'é€😀\\x7f\\n', None, True, 1180591620717411303424,"
          + " {'a': 1, 'b': []}";

  /** What the Python workflow gives back. */
  private record OfPython(List<@Nullable Object> results, @Nullable Object signal) {}

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<PythonProcess> processes = new ArrayList<>();
  @TempDir private Path folder;
  private SwfServer server;
  private Simpleflow simpleflow;
  private Executor executor;

  @BeforeAll
  static void needPython() throws InterruptedException {
    assumeTrue(
        PythonProcess.isInstalled(),
        "skipped: there is no python3 with boto3 (on Debian, the package python3-boto3)");
  }

  @BeforeEach
  void serve() {
    ServerOptions options =
        ServerOptions.of(open(new MemoryDomains()), open(new SystemTimekeeper()))
            .withDomains(List.of(DOMAIN));
    server = open(SwfServer.start(options));
    simpleflow =
        open(
            Simpleflow.builder()
                .backend("swf")
                .settings(Map.of("endpoint", server.address().toString(), "domain", DOMAIN))
                .open());
    executor = simpleflow.executor();
    RunOptions run = RunOptions.standard();
    open(executor.run(run.withConcurrency(1, 0).withTaskLists(Set.of("java-decisions"))));
    open(executor.run(run.withConcurrency(0, 2).withTaskLists(Set.of("java"))));
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  private PythonProcess python(String script, String... arguments) throws Exception {
    PythonProcess process = open(PythonProcess.start(folder, script, server.address(), arguments));
    processes.add(process);
    return process;
  }

  @Test
  void runsActivitiesThatPythonImplements() throws Exception {
    python("worker.py", DOMAIN, "python");
    ExecutionId execution =
        executor.start(
            StartRequest.of("w", new WorkflowType("calls-python", "1"), "[" + VALUES + "]"));

    Results results = read(result(execution), Results.class);

    assertThat(results.isSame()).isTrue();
    assertThat(json(results.same())).isEqualTo(VALUES);
    assertThat(results.shown()).isEqualTo("(%s) {'k': [%s]}".formatted(SHOWN, SHOWN));
    assertThat(results.nothing()).isNull();
    assertThat(results.ids()).hasSize(2).containsOnly(results.ids().get(0));
    assertThat(results.attempts()).isEqualTo(2);
    assertThat(results.refused()).startsWith("ValueError: né", "ValueError");
    assertThat(results.refused().get(2))
        .contains("\"message\":\"n\\u00e9\"", "\"traceback\":[\"  File ", "in refuse");
    assertThat(results.died()).containsExactly("process 4711 died: exit code -9", "none", "none");
    assertThat(inputs(execution)).contains("{\"args\":[" + VALUES + "],\"kwargs\":{}}");
  }

  @Test
  void runsActivitiesAndChildrenOfAPythonDecider() throws Exception {
    python("worker.py", DOMAIN, "python");
    python("decider.py", DOMAIN, "python-decisions");
    ExecutionId execution = startAsPythonDoes("w", "parent", "module.Parent", "python-decisions");

    await()
        .atMost(PATIENCE)
        .failFast(this::failOnOutput)
        .until(() -> context(execution), Optional.of("{\"waiting_signals\":[\"go\"]}")::equals);
    executor.signal(execution, "go", "{\"args\":[1e-05],\"kwargs\":{}}");
    OfPython outcome = read(result(execution), OfPython.class);

    List<@Nullable Object> results = outcome.results();
    assertThat(results.stream().limit(4).map(InteroperabilityTest::json))
        .containsExactly(VALUES, VALUES, "\"\\u00e92\"", "2");
    assertThat(json(results.get(4)))
        .startsWith("{\"details\":{\"error\":\"IllegalArgumentException\",")
        .contains(
            "\"error_type\":\"java.lang.IllegalArgumentException\",\"message\":\"n\\u00e9\","
                + "\"traceback\":[\"java.lang.IllegalArgumentException: n\\u00e9\",",
            "ForeignTasks.refuse")
        .endsWith("\"reason\":\"IllegalArgumentException: n\\u00e9\"}");
    assertThat(json(results.get(5))).isEqualTo(VALUES);
    assertThat(json(results.get(6)))
        .startsWith("{\"details\":{\"error\":\"ValueError\",\"error_type\":\"ValueError\",")
        .contains("in refuse")
        .contains(
            "\"reason\":\"Workflow execution error in activity-python.refuse: \\\"ValueError");
    assertThat(json(outcome.signal())).isEqualTo("{\"args\":[1e-05],\"kwargs\":{}}");
    assertThat(simpleflow.histories().list(ExecutionFilter.all())).hasSize(3);
  }

  @Test
  void startsAndSignalsAChildOfAPythonDecider() throws Exception {
    python("worker.py", DOMAIN, "python");
    python("decider.py", DOMAIN, "python-decisions");
    ExecutionId execution =
        executor.start(StartRequest.of("w", new WorkflowType("parent-of-python", "1"), "[\"1\"]"));

    OfPython outcome = read(result(execution), OfPython.class);

    assertThat(json(outcome.results().get(0))).isEqualTo(VALUES);
    assertThat(json(outcome.signal()))
        .isEqualTo("{\"__propagate\":true,\"args\":[1e-05],\"kwargs\":{}}");
  }

  @Test
  void runsWhatPythonsCommandLineStarts() throws Exception {
    python("worker.py", DOMAIN, "python");

    ExecutionId byType = startAsPythonDoes("w1", "polyglot", "module.Polyglot", "java-decisions");
    ExecutionId byClass =
        startAsPythonDoes("w2", "otherwise", PolyglotWorkflow.class.getName(), "java-decisions");

    assertThat(result(byType)).isEqualTo(VALUES);
    assertThat(result(byClass)).isEqualTo(VALUES);
  }

  private ExecutionId startAsPythonDoes(
      String workflowId, String type, String className, String taskList) throws Exception {
    String input = "{\"args\":[" + VALUES + "],\"kwargs\":{}}";
    PythonProcess start = python("start.py", DOMAIN, type, className, workflowId, taskList, input);
    start.requireEnd();
    return new ExecutionId(workflowId, start.output().strip().substring(workflowId.length() + 1));
  }

  /** A script that runs on prints nothing but what goes wrong. */
  private void failOnOutput() {
    for (PythonProcess process : processes) {
      assertThat(process.output()).doesNotContain("Traceback");
    }
  }

  private Optional<String> context(ExecutionId execution) {
    return simpleflow.histories().describe(execution).latestExecutionContext();
  }

  private String result(ExecutionId execution) throws Exception {
    ExecutionOutcome outcome = executor.await(execution, PATIENCE);
    failOnOutput();
    assertThat(outcome.status()).as(outcome.toString()).isEqualTo(CloseStatus.COMPLETED);
    HistoryLaws.check(simpleflow.histories().events(execution));
    return outcome.result().orElseThrow();
  }

  private List<String> inputs(ExecutionId execution) {
    List<String> inputs = new ArrayList<>();
    for (HistoryEvent event : simpleflow.histories().events(execution)) {
      if (event instanceof ActivityEvent.ActivityTaskScheduled scheduled) {
        inputs.add(scheduled.input());
      }
    }
    return inputs;
  }

  private static <T> T read(String json, Class<T> type) {
    return Objects.requireNonNull(type.cast(new JsonDataConverter().fromJson(json, type)));
  }

  private static String json(@Nullable Object value) {
    return new JsonDataConverter().toJson(value);
  }
}
