package io.simpleflow.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs that a machine may have, or not. */
final class Program {
  private static final long PATIENCE_SECONDS = 60;

  private Program() {}

  /** Runs a program; returns what it printed. */
  static String run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "program", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " does not end");
      }
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(out, StandardCharsets.UTF_8).strip();
    if (process.exitValue() != 0) {
      throw new AssertionError(command + " ended with " + process.exitValue() + ": " + text);
    }
    return text;
  }

  /** Skips the test, saying so, if a program does not run. */
  static void assumeRuns(Path folder, String what, String... command) throws InterruptedException {
    try {
      run(folder, Map.of(), List.of(command));
    } catch (IOException | AssertionError e) {
      assumeTrue(false, "skipped: " + what + " is not installed");
    }
  }
}
