package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.simpleflow.cli.Main;
import io.simpleflow.engine.Simpleflow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line over a folder of its own, in this process or in new ones. */
public final class CommandLine {
  private final Map<String, String> environment = new HashMap<>();

  /** Makes this folder the home of the commands. */
  public CommandLine(Path home) {
    environment.put("SIMPLEFLOW_HOME", home.toString());
  }

  /** The same with one more environment variable. */
  public CommandLine with(String variable, String value) {
    CommandLine other = new CommandLine(Path.of(environment.getOrDefault("SIMPLEFLOW_HOME", "")));
    other.environment.putAll(environment);
    other.environment.put(variable, value);
    return other;
  }

  /** What a command printed, and its exit code. */
  public record Result(int code, String out, String err) {}

  /** Runs a command in this process; what the workflow itself prints goes where it always does. */
  public Result run(String... args) {
    return runWithInput("", args);
  }

  /** As {@link #run}, with something piped in. */
  public Result runWithInput(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of(args),
            environment,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            out,
            new PrintStream(err, true, UTF_8));
    return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Prepares a command in a new process. */
  public ProcessBuilder process(String... args) {
    return process(JavaCommand.of(Main.class.getName()), args);
  }

  ProcessBuilder process(JavaCommand java, String... args) {
    ProcessBuilder builder = new ProcessBuilder(java.words(args));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs a command in a new process. */
  public Result runInProcess(String input, String... args)
      throws IOException, InterruptedException {
    Process process = process(args).start();
    try (var stdin = process.outputWriter(UTF_8)) {
      stdin.write(input);
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  /** Opens the backend as the commands do. */
  public Simpleflow open() {
    return Simpleflow.builder().environment(environment).open();
  }

  /** Sends a signal to a process, of which its streams stay open. */
  public static void signal(String name, Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
