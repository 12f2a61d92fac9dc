package io.simpleflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void theFiguresOfTheReadmeAreReplaced() throws IOException {
    String readme = Files.readString(Folder.checkout().resolve("plugins/benchmarks/README.md"));
    String once = Report.withFigures(readme, "FIGURES OF ONCE\n");
    assertThat(Report.withFigures(once, "FIGURES OF LATER\n"))
        .isEqualTo(once.replace("FIGURES OF ONCE", "FIGURES OF LATER"))
        .contains("## How to measure", "FIGURES OF LATER", "## Profiles");
  }

  @Test
  void aReadmeWithoutItsMarksIsLeftAlone() {
    assertThatThrownBy(() -> Report.withFigures("# Benchmarks", "figures"))
        .hasMessageContaining("<!-- figures: end -->");
  }
}
