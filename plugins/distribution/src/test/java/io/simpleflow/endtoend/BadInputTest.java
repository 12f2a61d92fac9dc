package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.simpleflow.ExecutionId;
import io.simpleflow.distribution.CommandLine;
import io.simpleflow.distribution.CommandLine.Result;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.EventType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.testkit.HistoryLaws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong: one clear line, the right exit code, no stack trace, and an end. */
@Timeout(30)
class BadInputTest {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @TempDir private Path home;
  private CommandLine commands;

  @BeforeEach
  void useItsOwnFolder() {
    commands = new CommandLine(home);
  }

  @AfterEach
  void leavesLawfulHistories() {
    try (Simpleflow simpleflow = commands.open()) {
      simpleflow
          .histories()
          .list(ExecutionFilter.all())
          .forEach(info -> HistoryLaws.check(simpleflow.histories().events(info.execution())));
    }
  }

  static List<Arguments> wrongUsage() {
    return List.of(
        arguments("greets", "{\"args\": [1,}", "--input: ", "line 1, column 13"),
        arguments("greets", "{\"arg\": [1]}", "unknown arg", "\"args\""),
        arguments("greets", "[\"a\"]", "greets", "times"),
        arguments("greets", "[\"a\", 2, 3]", "3", "times"),
        arguments("greets", "[\"a\", \"b\"]", "times", "\"b\""),
        arguments("greets", "{\"kwargs\": {\"name\": \"a\", \"time\": 1}}", "time", "times"),
        arguments("twin", "[]", "'twin' is ambiguous", "twin:1"));
  }

  @ParameterizedTest
  @MethodSource("wrongUsage")
  void refusesAStartThatMakesNoSense(String workflow, String input, String what, String where) {
    requireOneLine(commands.run("start", "-q", workflow, "-i", input), USAGE, what, where);
    assertThat(commands.run("list").out()).isEmpty();
  }

  static List<Arguments> unusable() {
    return List.of(
        arguments("greet", "no workflow 'greet'", "greets"),
        arguments("without-run", "exactly one public method named run", "WithoutRun"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void refusesToStartWhatCannotRun(String workflow, String what, String where) {
    requireOneLine(commands.run("start", "-q", workflow, "-i", "[]"), FAILED, what, where);
    assertThat(commands.run("list").out()).isEmpty();
  }

  static List<Arguments> failures() {
    return List.of(
        arguments("calls", "[\"bad.exception\"]", "bad.exception", "the disk is on fire"),
        arguments("calls", "[\"bad.error\"]", "AssertionError", "not as asserted"),
        arguments("calls", "[\"bad.overflow\"]", "bad.overflow", "StackOverflowError"),
        arguments("calls", "[\"bad.unwritable\"]", "bad.unwritable", "java.lang.Object"),
        arguments("calls", "[\"bad.endless\"]", "bad.endless", "START_TO_CLOSE"),
        arguments("hands-over", "[]", "bad.takes: argument 1", "java.lang.Object"),
        arguments("returns-object", "[]", "returns-object", "java.lang.Object"),
        arguments("throws", "[]", "IllegalStateException", "no luck"),
        arguments("overflows", "[]", "failed", "StackOverflowError"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhyAWorkflowFailed(String workflow, String input, String what, String why) {
    Result result = commands.run("start", "-q", workflow, "-i", input, "--workflow-id", "w");

    requireOneLine(result, FAILED, "workflow w failed: ", what, why);
    assertThat(commands.run("list", "--status", "closed").out()).contains("w");
  }

  @Test
  void namesTheLineThatBlocksAndGoesOnOnceItIsMended() {
    Result result = commands.run("start", "-q", "blocks", "-i", "[]", "--workflow-id", "w");

    requireOneLine(result, FAILED, "Misbehaviour.java:", "CountDownLatch", "simpleflow resume w");
    assertThat(commands.run("list").out()).contains("w");
  }

  @Test
  void namesTheDifferenceOfCodeThatDoesNotFitItsHistory() throws Exception {
    try (Simpleflow simpleflow = commands.open()) {
      ExecutionId execution =
          simpleflow
              .executor()
              .start(StartRequest.of("w", new WorkflowType("changes", "default"), "[]"));
      simpleflow.executor().run(RunOptions.standard().withConcurrency(1, 0));
      awaitEvent(simpleflow, execution, EventType.ACTIVITY_TASK_SCHEDULED);
    }

    Misbehaviour.Changes.CHANGED.set(true);
    try {
      requireOneLine(
          commands.run("resume", "-q", "w"),
          FAILED,
          "event 5",
          "steps.whisper",
          "steps.shout",
          "simpleflow resume w");
    } finally {
      Misbehaviour.Changes.CHANGED.set(false);
    }
    assertThat(commands.run("resume", "w").code()).isZero();
  }

  @Test
  void stopsAWorkflowThatCatchesEverything() throws Exception {
    CompletableFuture<Result> started = new CompletableFuture<>();
    Thread user =
        new Thread(
            () ->
                started.complete(
                    commands.run("start", "catches-everything", "-i", "[]", "--workflow-id", "w")),
            "user");
    user.start();
    awaitTimer();
    user.interrupt();

    Result result = started.get(20, TimeUnit.SECONDS);
    assertThat(result.code()).isEqualTo(FAILED);
    assertThat(result.err()).endsWith("go on with: simpleflow resume w\n");
  }

  private void awaitTimer() throws InterruptedException {
    while (!commands.run("history", "w").out().contains("TimerStarted")) {
      Thread.sleep(10);
    }
  }

  private static void awaitEvent(Simpleflow simpleflow, ExecutionId execution, EventType type)
      throws InterruptedException {
    while (simpleflow.histories().events(execution).stream().noneMatch(e -> e.type() == type)) {
      Thread.sleep(10);
    }
  }

  @Test
  void saysThatThereIsNoSuchExecution() {
    for (String command : List.of("status", "resume", "history", "terminate", "cancel")) {
      requireOneLine(commands.run(command, "nobody"), FAILED, "'nobody'");
    }
  }

  @Test
  void doesNotTouchAFileThatIsNoStore() throws IOException {
    Path letter = Files.writeString(home.resolve("letter.txt"), "Dear Sir or Madam,\n".repeat(99));
    byte[] before = Files.readAllBytes(letter);

    for (String command : List.of("status", "resume")) {
      requireOneLine(
          commands.run(command, "--store", letter.toString()),
          FAILED,
          letter + " is not a simpleflow store");
    }
    assertThat(Files.readAllBytes(letter)).isEqualTo(before);
  }

  @Test
  void saysThatTheHomeFolderCannotBeMade() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    CommandLine homeless = new CommandLine(file.resolve("home"));

    requireOneLine(
        homeless.run("start", "-q", "greets", "-i", "[\"a\", 1]"), FAILED, file.toString());
  }

  @Test
  void saysThatTheFolderIsReadOnly() {
    assumeTrue(home.toFile().setWritable(false));
    assumeFalse(Files.isWritable(home), "root may write anywhere");
    try {
      requireOneLine(
          commands.run("start", "-q", "greets", "-i", "[\"a\", 1]"), FAILED, home.toString());
    } finally {
      assertThat(home.toFile().setWritable(true)).isTrue();
    }
  }

  private static void requireOneLine(Result result, int code, String... parts) {
    List<String> lines = new ArrayList<>(result.err().lines().toList());
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("simpleflow: ").contains(parts);
    assertThat(lines.get(0).length()).as("length of %s", lines).isLessThan(600);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(code);
  }
}
