package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.distribution.CommandLine.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An execution takes over what another one has done; each step's result is its process. */
class RepairTest {
  private static final String HERE = "\"result\":\"%d\"".formatted(ProcessHandle.current().pid());

  @TempDir private static Path home;
  private static CommandLine commands;

  @BeforeAll
  static void runsAnExecutionInAnotherProcess() throws Exception {
    commands = new CommandLine(home);
    Result former =
        commands.runInProcess(
            "",
            "standalone",
            "longrunning",
            "-i",
            "{\"args\": [2], \"kwargs\": {}}",
            "--workflow-id",
            "former",
            "--tags",
            "kept");
    assertThat(former.code()).as(former.err()).isZero();
  }

  /** Starts an execution that repairs the former, and returns its history. */
  private static String repair(String workflowId, String... options) {
    List<String> words =
        new ArrayList<>(List.of("standalone", "longrunning", "--repair", "former"));
    words.addAll(List.of("--workflow-id", workflowId));
    words.addAll(List.of(options));
    Result result = commands.run(words.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return commands.run("--format", "json", "history", workflowId).out();
  }

  @Test
  void takesResultsInputAndTags() {
    assertThat(repair("taken"))
        .doesNotContain(HERE)
        .containsPattern("\"result\":\"\\d+\".*\"result\":\"\\d+\"")
        .contains("\"tagList\":[\"kept\"]");
  }

  @Test
  void runsAgainWhatIsForced() {
    assertThat(repair("forced", "--force-activities", "-2$"))
        .containsOnlyOnce(HERE)
        .containsPattern("\"result\":\"\\d+\".*" + HERE);
  }

  @Test
  void runsWhatTheFormerHasNotDone() {
    assertThat(repair("longer", "--input", "3", "--tags", "other"))
        .containsOnlyOnce(HERE)
        .contains("\"tagList\":[\"other\"]");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals")
  void goesOnWithARepairThatWasStopped() throws Exception {
    String former = commands.run("--format", "csv", "info", "former").out().split(",", -1)[5];
    Process process =
        commands
            .process(
                "standalone",
                "longrunning",
                "--workflow-id=stopped",
                "--repair=former",
                "--force-activities=-1$")
            .start();
    while (!commands.run("status", "stopped").out().contains("| started ")) {
      assertThat(process.isAlive()).isTrue();
    }
    CommandLine.signal("INT", process);
    String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(said.strip().lines().toList())
        .last()
        .isEqualTo(
            "go on with: simpleflow resume stopped --repair 'former %s' --force-activities '-1$'"
                .formatted(former));

    Result resumed =
        commands.run(
            "resume", "stopped", "--repair", "former " + former, "--force-activities", "-1$");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(commands.run("--format", "json", "history", "stopped").out())
        .contains("\"result\":\"%d\"".formatted(process.pid()))
        .doesNotContain(HERE);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(commands.run("standalone", "longrunning", "--repair", "nobody").err())
        .isEqualTo("simpleflow: there is no execution of workflow id 'nobody' in domain 'local'\n");
    assertThat(commands.run("standalone", "basic", "--repair", "former").err())
        .isEqualTo(
            "simpleflow: --repair: execution 'former' is one of workflow 'longrunning', not of"
                + " 'basic'\n");
    assertThat(commands.run("resume", "--repair", "former").err())
        .isEqualTo("simpleflow: --repair is for one execution: name its workflow id\n");
    assertThat(commands.run("standalone", "longrunning", "--force-activities", "x").err())
        .isEqualTo("simpleflow: --force-activities is for --repair\n");
    Result pattern =
        commands.run("standalone", "longrunning", "--repair", "former", "--force-activities", "(");
    assertThat(pattern.err()).contains("'(' is no regular expression").hasLineCount(1);
    assertThat(pattern.code()).isEqualTo(2);
  }
}
