package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.distribution.CommandLine.Result;
import java.io.BufferedReader;
import java.io.File;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line as processes of their own: their streams, signals and exit codes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals")
class ProcessTest {
  @TempDir private Path home;
  private CommandLine commands;

  @BeforeEach
  void useItsOwnFolder() {
    commands = new CommandLine(home);
  }

  @Test
  void leavesStdoutToTheWorkflow() throws Exception {
    Result result = commands.runInProcess("{\"args\": [1]}", "start", "--local", "basic");
    assertThat(result.out()).isEqualTo("(1 + 1) * 2 = 4\n");
    assertThat(result.err())
        .matches("workflow basic-example-\\d+ run \\S+\nsimpleflow status basic-example-\\d+\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void stopsCleanlyWhenInterruptedAndSaysHowToGoOn() throws Exception {
    Process process =
        commands.process("start", "longrunning", "-i", "3", "--workflow-id", "w").start();
    try (BufferedReader err = process.errorReader(UTF_8);
        BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).startsWith("step 1 of 3");
      CommandLine.signal("INT", process);
      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(err.lines()).last().isEqualTo("go on with: simpleflow resume w");
    }

    Result resumed = commands.runInProcess("", "resume", "w");
    assertThat(resumed.out())
        .as(resumed.toString())
        .doesNotContain("step 1 of 3")
        .contains("3 steps");
    assertThat(resumed.code()).isZero();
  }

  @Test
  void endsAtOnceWhenInterruptedAgain() throws Exception {
    Process process = commands.process("start", "stubborn", "-i", "[]").start();
    try (BufferedReader err = process.errorReader(UTF_8);
        BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("asleep");
      CommandLine.signal("INT", process);
      String line = err.readLine();
      while (!line.contains("Ctrl-C again ends at once")) {
        line = err.readLine();
      }
      assertThat(err.readLine()).startsWith("go on with: simpleflow resume stubborn-");
      CommandLine.signal("INT", process);
      assertThat(process.waitFor()).isEqualTo(130);
    }
  }

  @Test
  void saysWhatItWaitsForWhenNoInputComes() throws Exception {
    Process process = commands.process("start", "basic").start();
    try (BufferedReader err = process.errorReader(UTF_8);
        Writer in = process.outputWriter(UTF_8)) {
      assertThat(err.readLine()).startsWith("waiting for the end of the input on stdin");
      in.write("1");
    }
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void endsQuietlyWhenNobodyReadsOn() throws Exception {
    assertThat(commands.run("start", "basic", "-i", "1").code()).isZero();
    Process process = commands.process("history").start();
    process.getInputStream().close();
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only it has a device that is always full")
  void saysWhenWhatTheWorkflowPrintsCannotBeWritten() throws Exception {
    Process process =
        commands
            .process("start", "basic", "-i", "1", "--quiet")
            .redirectOutput(new File("/dev/full"))
            .start();
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
        .isEqualTo("simpleflow: No space left on device (IOException)\n");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void lacksNothingWhenNobodyReadsWhatTheWorkflowPrints() throws Exception {
    Process process = commands.process("start", "basic", "-i", "1", "--quiet").start();
    process.getInputStream().close();
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isZero();
  }
}
