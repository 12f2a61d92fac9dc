package io.simpleflow.endtoend;

import io.simpleflow.cli.Main;
import io.simpleflow.distribution.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with this one's class path, started for a quick end. Not thread-safe. */
final class JavaProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private JavaProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * What to start.
   *
   * @param folder where it keeps what it writes
   * @param java its main class, its class path and more options
   * @param shell what the shell does before it becomes the JVM; nothing if empty
   * @param environment more variables for it
   */
  record Recipe(Path folder, JavaCommand java, String shell, Map<String, String> environment) {
    static Recipe of(Path folder, Class<?> main) {
      return new Recipe(folder, JavaCommand.of(main.getName()), "", Map.of());
    }

    static Recipe commandLine(Path folder) {
      return of(folder, Main.class);
    }

    Recipe withClassPath(String path) {
      return with(new JavaCommand(java.main(), path, java.options()));
    }

    Recipe withShell(String commands) {
      return new Recipe(folder, java, commands, environment);
    }

    Recipe withOption(String option) {
      return withOptions(List.of(option));
    }

    Recipe withOptions(List<String> more) {
      return with(new JavaCommand(java.main(), java.classPath(), more));
    }

    Recipe withEnvironment(Map<String, String> variables) {
      return new Recipe(folder, java, shell, variables);
    }

    private Recipe with(JavaCommand other) {
      return new Recipe(folder, other, shell, environment);
    }

    JavaProcess start(String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      if (!shell.isEmpty()) {
        command.addAll(List.of("/bin/sh", "-c", shell + "\nexec \"$@\"", "sh"));
      }
      List<String> options =
          new ArrayList<>(
              List.of(
                  "-Djava.io.tmpdir=" + folder, "-Dorg.sqlite.lib.path=" + sqliteLibrary(folder)));
      options.addAll(java.options());
      command.addAll(new JavaCommand(java.main(), java.classPath(), options).words(arguments));
      Path out = Files.createTempFile(folder, "process", ".out");
      Path err = Files.createTempFile(folder, "process", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("SIMPLEFLOW_"));
      builder.environment().put("SIMPLEFLOW_HOME", folder.toString());
      builder.environment().put("LOG_LEVEL", "WARN");
      builder.environment().putAll(environment);
      return new JavaProcess(builder.start(), out, err);
    }

    /** Unpacked once, where every process would do so for itself, and a killed one leave it. */
    private static synchronized Path sqliteLibrary(Path folder) throws IOException {
      Path library = folder.resolve("libsqlitejdbc.so");
      if (Files.notExists(library)) {
        String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
        String resource = "/org/sqlite/native/Linux/" + processor + "/" + library.getFileName();
        try (InputStream packed = JavaProcess.class.getResourceAsStream(resource)) {
          if (packed != null) {
            Files.copy(packed, library);
          }
        }
      }
      return folder;
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it ends by itself within this time. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for its end and returns its exit code. */
  int exitCode() throws InterruptedException {
    if (!endsWithin(LONGEST)) {
      throw new AssertionError("process %d does not end\n%s".formatted(pid(), err()));
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
