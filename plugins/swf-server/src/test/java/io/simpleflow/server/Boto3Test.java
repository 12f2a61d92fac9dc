package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Boto3Test {
  @Test
  void pythonDrivesAWholeWorkflow(@TempDir Path folder) throws Exception {
    Program.assumeRuns(folder, "boto3", "python3", "-c", "import boto3");
    Path script = folder.resolve("drive_workflow.py");
    try (InputStream source = Boto3Test.class.getResourceAsStream("drive_workflow.py")) {
      Files.copy(Objects.requireNonNull(source), script);
    }
    try (Wire wire = Wire.start()) {
      assertThat(
              Program.run(
                  folder,
                  Map.of(),
                  List.of("python3", script.toString(), wire.address().toString())))
          .isEqualTo("COMPLETED 42");
    }
  }
}
