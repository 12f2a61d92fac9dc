package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.endtoend.Journal.Deed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Processes that work on one file, one after the other, each killed at a random moment. */
final class Lives {
  private static final int EXECUTIONS = 3;
  private static final Duration LONGEST_START = Duration.ofMillis(700);
  private static final Duration LONGEST_WORK = Duration.ofMillis(400);
  private static final Duration LOOK = Duration.ofMillis(1);

  private final Path folder;
  private final Random random;
  private final Journal journal;
  private final Evidence evidence;
  private int life;
  private int kills;

  Lives(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
    this.journal = new Journal(folder.resolve("journal"));
    this.evidence = new Evidence(folder.resolve("local.db"), journal);
  }

  /** Starts and kills processes until there were so many kills and nothing is left to do. */
  void untilKilled(int wanted) throws IOException, InterruptedException {
    for (int generation = 1; kills < wanted; generation++) {
      String[] workflowIds = new String[EXECUTIONS];
      for (int i = 0; i < EXECUTIONS; i++) {
        workflowIds[i] = "steps-%d-%d".formatted(generation, i);
      }
      boolean done = false;
      while (!done) {
        done = live(workflowIds, kills < wanted);
        evidence.look();
      }
      evidence.requireCompleted(List.of(workflowIds));
    }
  }

  /** Returns whether the process came to its end. */
  private boolean live(String[] workflowIds, boolean kill)
      throws IOException, InterruptedException {
    life++;
    Map<String, String> environment = new HashMap<>();
    environment.put(Journal.FILE, journal.file().toString());
    environment.put(Journal.LIFE, Integer.toString(life));
    JavaProcess.Recipe recipe =
        JavaProcess.Recipe.of(folder, StepsProcess.class).withEnvironment(environment);
    try (JavaProcess process = recipe.start(workflowIds)) {
      if (kill && !endsByItself(process)) {
        process.kill();
        kills++;
        return false;
      }
      assertThat(process.exitCode()).as("exit code of life %d\n%s", life, process.err()).isZero();
      return true;
    }
  }

  /** Every third dies on its way up, the others at work. */
  private boolean endsByItself(JavaProcess process) throws InterruptedException {
    Duration time = random(LONGEST_WORK);
    if (random.nextInt(3) == 0) {
      return process.endsWithin(random(LONGEST_START));
    }
    while (!runs() && process.isAlive()) {
      Thread.sleep(LOOK.toMillis());
    }
    return process.endsWithin(time);
  }

  private Duration random(Duration longest) {
    return Duration.ofNanos(random.nextLong(longest.toNanos()));
  }

  private boolean runs() {
    return journal.lines().stream()
        .anyMatch(line -> line.deed() == Deed.RUNNING && line.life() == life);
  }
}
