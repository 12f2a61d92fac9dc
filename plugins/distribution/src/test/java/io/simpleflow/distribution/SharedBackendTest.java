package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.distribution.CommandLine.Result;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The commands over HTTP: a server as a process of its own, and deciders and workers at it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals")
@Timeout(120)
class SharedBackendTest extends ServerTest {
  private static final int SIGTERM_EXIT = 143;

  private final List<Thread> atWork = new ArrayList<>();

  /** Lets a command work in a thread of this process until the test is over. */
  private void begin(String... command) {
    Thread thread = new Thread(() -> commands.run(command), command[0]);
    thread.start();
    atWork.add(thread);
  }

  @AfterEach
  void stopWhatIsAtWork() throws InterruptedException {
    atWork.forEach(Thread::interrupt);
    for (Thread thread : atWork) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private String state(String workflowId) {
    String csv = commands.run("--format", "csv", "filter", "--workflow-id", workflowId).out();
    return csv.isEmpty() ? "" : csv.split(",", -1)[4] + " " + csv.split(",", -1)[6];
  }

  @Test
  void leavesAnExecutionToOthersAndPrintsItsIds() {
    Result started = commands.run("start", "basic", "-i", "1", "--workflow-id", "left");
    assertThat(started.code()).isZero();
    assertThat(started.out()).matches("left \\S{32,64}\n");
    assertThat(started.err()).isEqualTo("simpleflow status left\n");
    assertThat(state("left")).isEqualTo("OPEN ");
    String runId = started.out().strip().split(" ", -1)[1];
    String encoded = runId.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
    assertThat(commands.run("--format", "csv", "info", "left", encoded).out()).contains(runId);

    assertThat(commands.run("start", "basic", "-i", "1", "--workflow-id", "left").code())
        .isEqualTo(1);
    assertThat(commands.run("restart", "left").out()).startsWith("left ").doesNotContain(runId);
    assertThat(commands.run("terminate", "left").code()).isZero();
    assertThat(state("left")).isEqualTo("CLOSED TERMINATED");
  }

  @Test
  void followsAnExecutionThatDecidersAndWorkersRun() throws Exception {
    begin("decider", "start", "basic", "failing", "-N", "1");
    begin("worker.start", "-N", "2", "--heartbeat", "0");
    Result result = commands.run("start", "basic", "-i", "1", "--wait", "--workflow-id", "w");
    assertThat(result.err()).matches("workflow w run \\S+\nsimpleflow status w\n");
    assertThat(result.out()).isEqualTo("4\n");
    assertThat(result.code()).isZero();

    Result failed = commands.run("start", "failing", "-i", "[]", "--wait", "--workflow-id", "f");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("simpleflow: workflow f failed: ", "simpleflow history f");
    assertThat(commands.run("status", "w").out())
        .containsPattern("Arithmetic.twice +\\| completed");
    assertThat(commands.run("profile", "w").out()).contains("Arithmetic.twice");
    assertThat(commands.run("task.info", "w", "examples.basic.Arithmetic.twice").out())
        .contains("completed");
    assertThat(commands.run("list", "-s", "closed").out()).contains("w  ", "f  ");
  }

  @Test
  void takesTheDomainFromTheFirstWord() {
    assertThat(commands.run("start", "basic", "-i", "1", "--workflow-id", "d").code()).isZero();
    CommandLine elsewhere = commands.with("SWF_DOMAIN", "");
    assertThat(elsewhere.run("workflow.list", domain).out()).contains("d ");
    assertThat(elsewhere.run("--format", "csv", "workflow.info", domain, "d").out())
        .startsWith(domain + ",basic,example,");
    assertThat(elsewhere.run("terminate", domain, "d").code()).isZero();
    Result result = elsewhere.run("list");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("give --domain NAME or set SWF_DOMAIN").hasLineCount(1);
    assertThat(commands.run("list", "--domain", "Missing").err())
        .startsWith("simpleflow: there is no domain 'Missing'")
        .hasLineCount(1);
  }

  @Test
  void runsAnExecutionOnATaskListOfItsOwn() {
    assertThat(commands.run("standalone", "basic", "-i", "1").code()).isZero();
    assertThat(commands.run("standalone", "failing", "-i", "[]").code()).isEqualTo(1);
  }

  @Test
  void goesOnWithAStandaloneExecutionWhoseProcessWasStopped() throws Exception {
    Process process =
        commands
            .process("standalone", "longrunning", "--input=3", "--workflow-id=stopped")
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    try (BufferedReader err = process.errorReader(UTF_8)) {
      awaitRunningActivity("stopped");
      CommandLine.signal("TERM", process);
      assertThat(process.waitFor()).isEqualTo(SIGTERM_EXIT);
      assertThat(err.lines()).last().isEqualTo("go on with: simpleflow resume stopped");
    }
    Result resumed = commands.run("resume", "stopped");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(commands.run("--format", "json", "history", "stopped").out())
        .doesNotContain("\"name\":\"default\"}");
  }

  @Test
  void letsItsActivitiesFinishWhenAWorkerIsTerminated() throws Exception {
    begin("decider", "start");
    terminateWhileAnActivityRuns("worker");
    assertThat(commands.run("status", "drained").out())
        .containsPattern("work(-1)? +\\| completed")
        .doesNotContain("| started ");
  }

  @Test
  void leavesItsExecutionsOpenWhenADeciderIsTerminated() throws Exception {
    begin("worker", "start");
    terminateWhileAnActivityRuns("decider");
    assertThat(state("drained")).isEqualTo("OPEN ");
  }

  private void awaitRunningActivity(String workflowId) {
    while (!commands.run("status", workflowId).out().contains("| started ")) {
      Thread.onSpinWait();
    }
  }

  private void terminateWhileAnActivityRuns(String kind) throws Exception {
    Process process = commands.process(kind, "start").start();
    try (BufferedReader err = process.errorReader(UTF_8)) {
      assertThat(err.readLine()).startsWith(kind + " started: ");
      assertThat(commands.run("start", "longrunning", "-i", "2", "--workflow-id=drained").code())
          .isZero();
      awaitRunningActivity("drained");
      CommandLine.signal("TERM", process);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT);
      assertThat(err.lines()).last().isEqualTo(kind + " stopped");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsAnActivityByItsToken() throws Exception {
    Path token = home.resolve("token");
    begin("decider", "start", "later");
    begin("worker", "start", "-t", "later");
    String input = "[\"%s\"]".formatted(token);
    assertThat(commands.run("start", "later", "-i", input, "--workflow-id", "l").code()).isZero();
    while (!Files.exists(token)) {
      Thread.onSpinWait();
    }
    String taskToken = Files.readString(token);
    assertThat(commands.run("activity", "heartbeat", taskToken, "--details", "half").out())
        .isEqualTo("false\n");
    assertThat(commands.run("activity", "complete", taskToken, "-r", " \"done\"").code()).isZero();
    Result again = commands.run("activity", "fail", taskToken, "--reason", "late");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err())
        .isEqualTo(
            "simpleflow: this task is over: it timed out, was answered before, or its execution is"
                + " closed\n");
    while (!state("l").equals("CLOSED COMPLETED")) {
      Thread.onSpinWait();
    }
    assertThat(commands.run("--format", "json", "history", "l").out())
        .contains("\"result\":\"\\\"done\\\"\"");
  }

  @Test
  void runsOneTaskAndEnds() throws Exception {
    begin("decider", "start", "basic");
    assertThat(commands.run("start", "basic", "-i", "1", "--workflow-id", "one").code()).isZero();
    assertThat(commands.run("worker", "start", "-t", "quickstart", "--one-task").code()).isZero();
    String task = polled("quickstart");
    assertThat(commands.run("worker", "start", "--poll-data", task).code()).isZero();
    Result again = commands.run("worker", "start", "--poll-data", task);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains(" ended too late: this task is over").hasLineCount(1);
    while (!state("one").equals("CLOSED COMPLETED")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void endsWithALineWhenItIsStoppedBeforeThereIsOneTask() {
    Thread command = Thread.currentThread();
    Thread stopper =
        new Thread(
            () -> {
              while (Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(thread -> thread.getName().equals("worker-for-one"))) {
                Thread.onSpinWait();
              }
              command.interrupt();
            });
    stopper.setDaemon(true);
    stopper.start();
    Result stopped = commands.run("worker", "start", "-t", "quiet", "--one-task");
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.err()).isEqualTo("worker stopped\n");
  }

  /** What a program of another language has polled for and hands over. */
  private String polled(String taskList) throws Exception {
    String request =
        "{\"domain\":\"%s\",\"taskList\":{\"name\":\"%s\"}}".formatted(domain, taskList);
    byte[] task = server.ask("PollForActivityTask", request);
    return Base64.getEncoder().encodeToString(task);
  }

  @Test
  void startsAWorkflowOfAnotherLanguageByNameAndVersion() throws Exception {
    server.ask(
        "RegisterWorkflowType",
        """
        {"domain": "%s", "name": "python.Report", "version": "3", "defaultChildPolicy": "ABANDON",
         "defaultTaskList": {"name": "python"}, "defaultTaskStartToCloseTimeout": "30",
         "defaultExecutionStartToCloseTimeout": "60"}
        """
            .formatted(domain));
    Result result = commands.run("start", "python.Report:3", "-i", "1", "--workflow-id", "p");
    assertThat(result.code()).isZero();
    assertThat(commands.run("--format", "csv", "info", "p").out())
        .startsWith(domain + ",python.Report,3,python,p,");
    assertThat(commands.run("terminate", "p").code()).isZero();
    assertThat(commands.run("start", "python.Report:4", "-i", "1").err())
        .contains("nor does domain '" + domain + "' know it")
        .hasLineCount(1);
    assertThat(commands.run("start", "python.Report", "-i", "1").err())
        .contains("one that runs elsewhere is named as name:version");
  }

  @Test
  void saysWhenNothingIsThereToAnswer() {
    Result result = commands.with("AWS_ENDPOINT_URL_SWF", "http://127.0.0.1:1").run("list");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("simpleflow: nothing can be reached at http://127.0.0.1:1")
        .hasLineCount(1);
  }

  @Test
  void refusesOptionsForWhatDoesNotRunHere() {
    assertThat(commands.run("start", "basic", "-i", "1", "--workers", "2").err())
        .contains("'simpleflow decider start' and 'simpleflow worker start'");
    assertThat(commands.run("resume").err()).contains("which execution?");
    assertThat(commands.run("worker", "start", "--one-task").err())
        .contains("--one-task takes it from one task list");
    assertThat(commands.run("worker", "start", "--poll-data", "e30=").err())
        .contains("--poll-data holds no task");
    assertThat(commands.run("list", "--store", "memory").err()).contains("no setting 'store'");
  }
}
