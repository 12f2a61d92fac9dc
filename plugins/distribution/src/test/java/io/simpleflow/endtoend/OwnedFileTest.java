package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.distribution.CommandLine;
import io.simpleflow.distribution.CommandLine.Result;
import io.simpleflow.endtoend.Journal.Deed;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.testkit.HistoryLaws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One process owns the file; what becomes of the file and of others when that process ends. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals and a shell")
@Timeout(60)
class OwnedFileTest {
  @TempDir private Path home;
  private Path gate;
  private Journal journal;
  private JavaProcess.Recipe recipe;
  private CommandLine commands;

  @BeforeEach
  void useItsOwnFolder() {
    gate = home.resolve("gate");
    journal = new Journal(home.resolve("journal"));
    recipe =
        JavaProcess.Recipe.commandLine(home)
            .withEnvironment(Map.of(Journal.FILE, journal.file().toString()));
    commands = new CommandLine(home);
  }

  @Test
  void belongsToOneProcessUntilThatIsKilledWhileReadersGetIn() throws Exception {
    try (JavaProcess owner = startAtTheGate()) {
      Result refused = commands.run("resume");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .isEqualToIgnoringNewLines(
              "simpleflow: %s is in use by process %d; wait until that ends, stop it, or %s"
                  .formatted(
                      home.resolve("local.db").toRealPath(),
                      owner.pid(),
                      "name another file with --store or the setting 'store'"));
      Result status = commands.run("status", "w");
      assertThat(status.code()).isZero();
      assertThat(status.out()).contains("steps.gate").contains("started");
      owner.kill();
    }

    open();
    assertThat(recipe.start("resume", "w").exitCode()).isZero();
    assertThat(begins()).isEqualTo(2);
  }

  @Test
  void isLeftInOrderByAProcessThatIsToldToStop() throws Exception {
    try (JavaProcess owner = startAtTheGate()) {
      owner.terminate();
      while (!owner.err().contains("stopping")) {
        assertThat(owner.isAlive()).isTrue();
        Thread.sleep(5);
      }
      open();
      assertThat(owner.exitCode()).isEqualTo(143);
      assertThat(owner.err()).contains("go on with: simpleflow resume w");
      assertThat(home.resolve("local.db-wal")).doesNotExist();
    }

    assertThat(commands.run("resume").code()).isZero();
    assertThat(begins()).as("the activity had its time to finish").isEqualTo(1);
  }

  @Test
  void survivesAFullDisk() throws Exception {
    int kilobytes = 256;
    try (JavaProcess full =
        recipe
            .withShell("ulimit -f " + 2 * kilobytes)
            .start("start", "-q", "fill", "-i", "[40, 20000]", "--workflow-id", "w")) {
      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.err().lines().filter(line -> line.startsWith("simpleflow: ")))
          .singleElement()
          .asString()
          .contains(home.resolve("local.db").toRealPath().toString(), "resume");
      assertThat(full.err()).doesNotContain("\tat ");
    }
    List<HistoryEvent> before = events();
    HistoryLaws.check(before);

    JavaProcess resumed = recipe.start("resume", "w");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    HistoryLaws.checkContinues(before, events());
    HistoryLaws.check(events());
  }

  private JavaProcess startAtTheGate() throws IOException, InterruptedException {
    JavaProcess process =
        recipe.start("start", "gate", "-i", "[\"%s\"]".formatted(gate), "--workflow-id", "w");
    while (begins() == 0) {
      assertThat(process.isAlive()).as(process.err()).isTrue();
      Thread.sleep(5);
    }
    return process;
  }

  private void open() throws IOException {
    Files.createFile(gate);
  }

  private long begins() {
    return journal.lines().stream().filter(line -> line.deed() == Deed.BEGIN).count();
  }

  private List<HistoryEvent> events() {
    try (Simpleflow simpleflow = commands.open()) {
      ExecutionId execution = simpleflow.histories().latest(Optional.of("w")).orElseThrow();
      return simpleflow.histories().events(execution);
    }
  }
}
