package io.simpleflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {
  private static final Jdk OLDER = new Jdk(Path.of("older"), 17, "17.0.1");
  private static final Jdk NEWER = new Jdk(Path.of("newer"), 25, "25.0.1");

  @Test
  void theTableSaysWhichGoalsAreMet() {
    Table table = new Table(List.of(OLDER, NEWER));
    table.add(OLDER, Figure.of("memory.sequential.ratio", "times", 30, 10, 20));
    table.add(NEWER, Figure.of("memory.sequential.ratio", "times", 49));
    assertThat(table.toMarkdown().lines().skip(2))
        .containsExactly(
            "| … against Temporal, times | 20.0 (10.0 – 30.0) | 49.0 | ≥ 20.0, newer JDK 50.0"
                + " | yes | **no** |");
  }

  @Test
  void anyOneOfSeveralGoalsIsEnough() {
    Table table = new Table(List.of(OLDER));
    table.add(OLDER, Figure.of("sqlite.full.sequential", "activities/s", 1_000));
    table.add(OLDER, Figure.of("sqlite.full.sequential.behind", "times", 2.5));
    assertThat(table.toMarkdown())
        .contains("| 1,000 | ≥ 1,500 or ratio ≤ 3.00 | yes |")
        .contains("| 2.50 |  |  |");
  }
}
