package io.simpleflow.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.distribution.CommandLine.Result;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.History;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands over a real backend and the examples. */
class CommandLineTest {
  @TempDir private Path home;
  private CommandLine commands;

  @BeforeEach
  void useItsOwnFolder() {
    commands = new CommandLine(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"args\": [1]}", "{\"kwargs\": {\"x\": 1}}", "[1]", "1"})
  void takesAnInputInEveryShape(String input) {
    assertThat(commands.runWithInput(input, "start", "examples.basic.BasicWorkflow").code())
        .isZero();
    assertThat(commands.run("--format", "csv", "info").out())
        .startsWith("local,basic,example,example,basic-example-");
    assertThat(commands.run("--format", "json", "history").out())
        .contains("\"result\":\"4\"")
        .contains("{\\\"__extra\\\":{\\\"class\\\":\\\"examples.basic.BasicWorkflow\\\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "basic:example", "examples.basic.BasicWorkflow"})
  void startsAWorkflowByEachOfItsNames(String name) {
    assertThat(commands.run("start", name, "--input", "1").code()).isZero();
  }

  @Test
  void takesAnInputFromAFile() throws IOException {
    Path file = Files.writeString(home.resolve("input.json"), "{\"args\": [2]}");
    assertThat(commands.run("start", "basic", "--input-file", file.toString()).code()).isZero();
    assertThat(commands.run("--format", "json", "history").out()).contains("\"result\":\"6\"");
  }

  @Test
  void startsAsItIsTold() {
    Result result =
        commands.run(
            "start",
            "basic",
            "-i",
            "1",
            "--workflow-id",
            "mine",
            "--task-list",
            "other",
            "--tags",
            "a,b",
            "--execution-timeout",
            "77",
            "--decision-tasks-timeout",
            "33",
            "--workers",
            "1",
            "--deciders",
            "1");
    assertThat(result.code()).isZero();
    assertThat(result.err()).matches("workflow mine run \\S+\nsimpleflow status mine\n");
    assertThat(commands.run("--format", "csv", "filter", "--tag", "b").out())
        .startsWith("mine,basic,example,")
        .contains(",77,", ",\"a,b\",33,");
    assertThat(commands.run("--format", "csv", "info").out()).contains(",other,mine,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "inline"})
  void heedsNoVariableThatIsMeantForAnotherBackend(String backend) {
    CommandLine abroad =
        commands
            .with("SWF_DOMAIN", "elsewhere")
            .with("AWS_ENDPOINT_URL_SWF", "no address")
            .with("SIMPLEFLOW_BACKEND", "swf");
    Result result = abroad.run("start", "--backend", backend, "basic", "-i", "1");
    assertThat(result.code()).as(result.err()).isZero();
    Result told =
        abroad.run("start", "--backend", backend, "--domain", "there", "basic", "-i", "1");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("there is no domain 'there'").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--region", "--profile", "--endpoint"})
  void refusesAnOptionThatTheBackendDoesNotHave(String option) {
    Result result = commands.run("list", option, "x");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("simpleflow: backend 'local' has no setting '" + option.substring(2) + "'");
  }

  @Test
  void letsNoExecutionTakeMoreThanAYear() {
    Result result = commands.run("start", "basic", "-i", "1", "--execution-timeout", "31536001");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("simpleflow: --execution-timeout may be at most 31,536,000, not 31,536,001\n");
  }

  @Test
  void saysNothingWhenQuiet() {
    assertThat(commands.run("start", "--quiet", "basic", "-i", "1").err()).isEmpty();
  }

  @Test
  void refusesAnInputThatDoesNotFitBeforeItStartsAnything() {
    Result result = commands.run("start", "basic", "--input", "[\"a\"]");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("simpleflow: ").contains("'x'").hasLineCount(1);
    assertThat(commands.run("list", "--status", "all").out()).isEmpty();
  }

  @Test
  void namesTheNearestWorkflowForAnUnknownOne() {
    Result result = commands.run("start", "basc", "--input", "1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("basc", "did you mean basic");
  }

  @Test
  void failsWithAWorkflowThatFails() {
    Result result = commands.run("start", "failing", "--workflow-id", "w");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines().toList())
        .last()
        .asString()
        .matches("simpleflow: workflow w failed: .*no luck.*; more by: simpleflow history w");
  }

  @Test
  void showsTheStatusOfTheLatestExecution() {
    commands.run("start", "basic", "-i", "1", "--workflow-id", "first");
    commands.run("start", "basic", "-i", "1", "--workflow-id", "second");
    String latest = commands.run("status").out();
    assertThat(latest)
        .startsWith("Workflow Execution second\nDomain: local\nWorkflow Type: basic\n\nTotal time")
        .contains("\n## Tasks Status\n\n| Tasks ")
        .containsSubsequence("| examples.basic.Arithmetic.twice ", ".increment | completed");
    assertThat(commands.run("workflow.tasks", "local", "second").out()).isEqualTo(latest);
    assertThat(commands.run("status", "first", "--nb-tasks", "1").out())
        .startsWith("Workflow Execution first\n")
        .doesNotContain("increment");
  }

  @Test
  void findsAnExecutionByItsRunId() {
    String run = run("w");
    String encoded = URLEncoder.encode(run, StandardCharsets.UTF_8);
    String status = commands.run("status").out();
    assertThat(commands.run("status", "w", run).out()).isEqualTo(status);
    assertThat(commands.run("status", "local", "w", encoded).out()).isEqualTo(status);
  }

  @Test
  void profilesAnExecution() {
    run("w");
    assertThat(commands.run("workflow.profile").out())
        .contains("\n## Start to close timings\n\n| Task ")
        .contains("| Last State   | Scheduled        |    ->  | Start            |");
    assertThat(commands.run("--format", "csv", "profile").out().lines()).hasSize(2);
  }

  @Test
  void saysThatThereIsNoSuchExecution() {
    for (String command : new String[] {"status", "profile", "info", "history"}) {
      assertThat(commands.run(command).code()).isEqualTo(1);
      Result result = commands.run(command, "nobody");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .isEqualTo(
              "simpleflow: there is no execution of workflow id 'nobody' in domain 'local'\n");
    }
  }

  @Test
  void saysInWhichDomainThereIsNoSuchRun() {
    assertThat(commands.run("status", "elsewhere", "w").err())
        .isEqualTo(
            "simpleflow: there is no execution of workflow id 'elsewhere' with run id 'w'"
                + " in domain 'local'\n");
  }

  @Test
  void listsOpenExecutionsUnlessAskedForOthers() {
    run("done");
    leaveOpen("open");
    assertThat(commands.run("--format", "csv", "--header", "list").out())
        .isEqualTo("Workflow ID,Workflow Type,Status\r\nopen,basic,OPEN\r\n");
    assertThat(commands.run("--format", "csv", "workflow.list", "local", "-s", "closed").out())
        .isEqualTo("done,basic,CLOSED\r\n");
    assertThat(commands.run("list", "--status", "all").out().lines()).hasSize(2);
    assertThat(commands.run("list", "elsewhere").code()).isEqualTo(2);
  }

  @Test
  void filtersExecutions() {
    run("done");
    leaveOpen("open");
    assertThat(commands.run("--format", "csv", "filter", "-s", "open").out()).startsWith("open,");
    assertThat(commands.run("--format", "csv", "filter", "-c", "completed").out())
        .startsWith("done,");
    assertThat(commands.run("filter", "--workflow-id", "done").out().lines()).hasSize(1);
    assertThat(commands.run("filter", "--workflow-type-name", "other").out()).isEmpty();
    assertThat(commands.run("filter", "--to-date", "2001-01-01").out()).isEmpty();
    assertThat(commands.run("filter", "--from-date", "2001-01-01").out().lines()).hasSize(2);
  }

  @Test
  void printsAHistoryAsTheAwsCommandLineDoes() throws IOException {
    run("w");
    String json = commands.run("history").out();
    assertThat(json).startsWith("{\n    \"events\": [\n        {\n");
    int events = HistoryJson.readHistory(new StringReader(json)).size();
    assertThat(events).isEqualTo(17);
    assertThat(commands.run("--format", "csv", "history", "-o", "raw").out().lines())
        .hasSize(events);
    assertThat(commands.run("--format", "csv", "history", "--reverse-order").out())
        .startsWith("17,");
    assertThat(commands.run("history", "-o", "cooked").out())
        .contains(
            "\n    \"activities\": {\n        \"activity-examples.basic.Arithmetic.increment-1")
        .contains("\n    \"workflow\": {\n");
    assertThat(commands.run("--format", "json", "history", "-o", "raw").out())
        .startsWith("[{\"childPolicy\":\"TERMINATE\",");
  }

  @Test
  void showsATask() {
    run("w");
    String expected = "activity,activity-examples.basic.Arithmetic.twice-1,";
    assertThat(
            commands.run("--format", "csv", "task", "info", "w", "examples.basic.Arithmetic.twice"))
        .satisfies(result -> assertThat(result.out()).startsWith(expected));
    assertThat(
            commands.run(
                "--format",
                "csv",
                "task.info",
                "local",
                "w",
                "activity-examples.basic.Arithmetic.twice-1",
                "--details"))
        .satisfies(result -> assertThat(result.out()).startsWith(expected));
    assertThat(commands.run("task", "info", "w", "other").code()).isEqualTo(1);
  }

  @Test
  void resumesWhatWasLeftOpen() {
    leaveOpen("one");
    leaveOpen("two");
    assertThat(commands.run("resume", "one").code()).isZero();
    assertThat(commands.run("--format", "csv", "list").out()).isEqualTo("two,basic,OPEN\r\n");
    assertThat(commands.run("resume").code()).isZero();
    assertThat(commands.run("list").out()).isEmpty();
    assertThat(commands.run("resume").err()).isEqualTo("nothing to resume: no execution is open\n");
    assertThat(commands.run("resume", "one").code()).isEqualTo(1);
  }

  @Test
  void goesOnWithTheOthersWhereTheCodeOfOneIsMissing() {
    WorkflowType gone = new WorkflowType("gone", "example");
    try (Simpleflow simpleflow = commands.open()) {
      simpleflow.backend().registry().register(defaults(gone));
      simpleflow.executor().start(StartRequest.of("one", gone, "{}"));
    }
    leaveOpen("two");
    Result result = commands.run("resume", "--classpath", home.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines().filter(line -> line.startsWith("simpleflow: ")))
        .singleElement()
        .asString()
        .contains("gone")
        .endsWith("once that is put right: simpleflow resume one --classpath " + home);
    assertThat(commands.run("--format", "csv", "list").out()).isEqualTo("one,gone,OPEN\r\n");
    assertThat(commands.run("history", "one").out())
        .as("left alone, as its activities would fail for want of their code")
        .doesNotContain("DecisionTaskStarted");
  }

  @Test
  void startsAsAnnotatedNowWhateverTheStoreKnows() {
    WorkflowType basic = new WorkflowType("basic", "example");
    WorkflowTypeDefaults annotated;
    try (Simpleflow simpleflow = commands.open()) {
      simpleflow.backend().registry().register(defaults(basic));
      annotated = simpleflow.tasks().workflow(basic).defaults();
    }
    commands.run("start", "basic", "-i", "1", "--workflow-id", "w", "--execution-timeout", "77");
    try (Simpleflow simpleflow = commands.open()) {
      ExecutionId execution = simpleflow.histories().latest(Optional.of("w")).orElseThrow();
      WorkflowExecutionStarted started =
          History.of(simpleflow.histories().events(execution)).started();
      assertThat(started.executionStartToCloseTimeout()).isEqualTo("77");
      assertThat(annotated.taskList()).contains(started.taskList());
      assertThat(started.taskStartToCloseTimeout())
          .isEqualTo(annotated.taskStartToCloseTimeout().orElseThrow());
    }
  }

  /** Defaults that no annotation in the tests has. */
  private static WorkflowTypeDefaults defaults(WorkflowType type) {
    return new WorkflowTypeDefaults(
        type,
        Optional.of("former"),
        Optional.of("4321"),
        Optional.of("43"),
        Optional.of(ChildPolicy.TERMINATE),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void signalsCancelsAndTerminates() {
    leaveOpen("w");
    Result signal = commands.run("signal", "w", "--name", "go", "--input", "[1]");
    assertThat(signal.code()).isZero();
    assertThat(signal.err()).isEqualTo("it takes effect with: simpleflow resume w\n");
    assertThat(commands.run("cancel", "local", "w").code()).isZero();
    assertThat(
            commands
                .run(
                    "terminate",
                    "w",
                    "--reason",
                    "enough",
                    "--details",
                    "really",
                    "--child-policy",
                    "abandon")
                .code())
        .isZero();
    assertThat(commands.run("--format", "json", "history", "w").out())
        .contains("\"signalName\":\"go\"")
        .contains("WorkflowExecutionCancelRequested")
        .contains("\"reason\":\"enough\"", "\"details\":\"really\"", "\"childPolicy\":\"ABANDON\"");
    assertThat(commands.run("cancel", "w").code()).isEqualTo(1);
    assertThat(commands.run("cancel").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello|\"hello\"",
        "by courier|\"by courier\"",
        "2026-11-23|\"2026-11-23\"",
        "\"hello\"|\"hello\"",
        "17|17",
        "true|true",
        "[1, 2]|[1, 2]"
      })
  void signalsWithJsonOrElseWithTheTextAsAString(String input, String value) {
    leaveOpen("w");
    Result signal = commands.run("signal", "w", "--name", "go", "--input", input);
    assertThat(signal.code()).as(signal.err()).isZero();
    try (Simpleflow simpleflow = commands.open()) {
      ExecutionId id = simpleflow.histories().latest(Optional.of("w")).orElseThrow();
      assertThat(simpleflow.histories().events(id))
          .filteredOn(WorkflowExecutionSignaled.class::isInstance)
          .extracting(event -> ((WorkflowExecutionSignaled) event).input())
          .containsExactly(value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"args\": [1}", "[1, 2", "\"hello", " {hello}"})
  void refusesASignalWhoseInputBeginsAsJsonAndIsNone(String input) {
    leaveOpen("w");
    Result signal = commands.run("signal", "w", "--name", "go", "--input", input);
    assertThat(signal.code()).isEqualTo(2);
    assertThat(signal.err()).startsWith("simpleflow: --input: ").contains("column").hasLineCount(1);
  }

  @Test
  void restartsAnExecutionThatIsOpen() {
    leaveOpen("w");
    assertThat(commands.run("restart", "w").code()).isZero();
    assertThat(
            commands.run("--format", "csv", "filter", "--workflow-id", "w").out().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains(",COMPLETED,"),
            line -> assertThat(line).contains(",TERMINATED,"));
  }

  @Test
  void leavesAnExecutionToItsOwner() {
    leaveOpen("w");
    try (Simpleflow owner = commands.open()) {
      assertThat(owner.histories().latest(Optional.empty())).isPresent();
      Result refused = commands.run("cancel", "w");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains(Long.toString(ProcessHandle.current().pid()));
      assertThat(commands.run("status", "w").code()).isZero();
    }
  }

  @Test
  void keepsNothingOfAMemoryStore() {
    Result result = commands.run("start", "basic", "-i", "1", "--store", "memory");
    assertThat(result.code()).isZero();
    assertThat(result.err()).hasLineCount(1);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void runsOnTheInlineBackend() {
    assertThat(commands.run("start", "basic", "-i", "1", "--backend", "inline").code()).isZero();
  }

  @Test
  void listsThePluginsAndTheTasks() {
    String out = commands.run("--format", "csv", "--header", "plugins").out();
    assertThat(out)
        .startsWith("Kind,Name,Version,Class,Origin\r\n")
        .contains("\nbackend,inline,", "\nbackend,local,", "\nbackend,swf,", "\nformat,tabular,")
        .contains("\nworkflow,basic,example,examples.basic.BasicWorkflow,")
        .contains("\nactivity,examples.basic.Arithmetic.twice,default,");
  }

  @Test
  void saysWhichBackendsThereAre() {
    Result result = commands.run("status", "--backend", "swift");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("no backend 'swift'; there is inline", "local", "swf");
  }

  private String run(String workflowId) {
    Result result = commands.run("start", "basic", "-i", "1", "--workflow-id", workflowId);
    assertThat(result.code()).isZero();
    return result.err().lines().findFirst().orElseThrow().replaceFirst(".* run ", "");
  }

  /** Starts an execution that nobody runs. */
  private ExecutionId leaveOpen(String workflowId) {
    try (Simpleflow simpleflow = commands.open()) {
      return simpleflow
          .executor()
          .start(
              StartRequest.of(workflowId, new WorkflowType("basic", "example"), "{\"args\":[1]}"));
    }
  }

  @Test
  void printsTheResultWhenItIsToldToWait() {
    Result result = commands.run("start", "basic", "-i", "1", "--wait", "--workflow-id", "w");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("4\n");
    assertThat(commands.run("restart", "--wait", "w").out()).isEqualTo("4\n");
  }

  @Test
  void runsAWorkflowOnATaskListOfItsOwn() {
    Result result = commands.run("standalone", "basic", "-i", "1", "-W", "2", "-D", "1");
    assertThat(result.code()).isZero();
    assertThat(result.err()).startsWith("workflow basic run ");
    assertThat(commands.run("--format", "json", "history").out())
        .containsPattern("\"taskList\":\\{\"name\":\"basic-[0-9a-f]{32}\"}")
        .doesNotContain("\"name\":\"quickstart\"")
        .doesNotContain("\"name\":\"example\"}");
    assertThat(commands.run("standalone", "failing", "-i", "[]").code()).isEqualTo(1);
  }

  @Test
  void saysHowFarItIsWhenAskedTo() {
    Result result =
        commands.run("standalone", "longrunning", "-i", "3", "--display-status", "true");
    assertThat(result.err()).contains("status: 1 done, 1 running, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"decider start", "worker start", "decider.start", "worker.start"})
  void refusesDecidersAndWorkersWhereTheProcessThatStartsRuns(String command) {
    Result result = commands.run(command.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("'local' runs them in the one that has them: simpleflow start, simpleflow resume")
        .hasLineCount(1);
  }

  @Test
  void runsAnActivityOnceMoreWithoutTellingTheExecution() {
    assertThat(commands.run("start", "basic", "-i", "1", "--workflow-id", "w").code()).isZero();
    String before = commands.run("history", "w").out();
    assertThat(commands.run("activity", "rerun", "--workflow-id", "w", "--scheduled-id", "5").out())
        .isEqualTo("2\n");
    assertThat(
            commands
                .run(
                    "activity.rerun",
                    "--workflow-id=w",
                    "--activity-id=activity-examples.basic.Arithmetic.twice-1",
                    "--input=[21]")
                .out())
        .isEqualTo("42\n");
    assertThat(commands.run("history", "w").out()).isEqualTo(before);
    Result missing = commands.run("activity", "rerun", "--workflow-id", "w", "--scheduled-id", "1");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("no activity was scheduled by event 1 in execution w");
  }

  @Test
  void runsAnAttemptThatFailedOnceMore() throws IOException {
    assertThat(commands.run("start", "retry", "-i", "1", "--workflow-id", "w").code()).isZero();
    Path counter = Files.writeString(home.resolve("counter"), "0");
    Result result =
        commands.run(
            "activity",
            "rerun",
            "--workflow-id=w",
            "--scheduled-id=11",
            "--input=[\"%s\", 0]".formatted(counter));
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("1\n");
  }

  @Test
  void refusesToAnswerForATaskThatIsOver() {
    Result result = commands.run("activity", "complete", "stale-token", "--result", "{\"a\": 1}");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("simpleflow: this activity task is over").hasLineCount(1);
    Result wrong = commands.run("activity", "complete", "token", "--result", "{");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("simpleflow: --result: ");
  }
}
