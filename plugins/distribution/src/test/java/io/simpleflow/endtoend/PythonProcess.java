package io.simpleflow.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A script of the folder {@code interoperability}, run by Python. Not thread-safe. */
final class PythonProcess implements AutoCloseable {
  private static final int LONGEST_SECONDS = 60;

  private final Process process;
  private final Path output;

  private PythonProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Whether there is a Python with boto3. */
  static boolean isInstalled() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import boto3")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /** Starts a script against a server. */
  static PythonProcess start(Path folder, String script, URI server, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", script(script), server.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, script, ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return new PythonProcess(builder.start(), output);
  }

  private static String script(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(
                      PythonProcess.class.getResource("/interoperability/" + name), name)
                  .toURI())
          .toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Waits for its end, which must be a good one. */
  void requireEnd() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(output());
    }
  }

  /** What it has printed so far; of a process that runs on, what went wrong. */
  String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
