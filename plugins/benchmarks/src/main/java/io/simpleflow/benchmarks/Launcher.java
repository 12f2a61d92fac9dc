package io.simpleflow.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How long a whole process takes, from the shell to its end. */
final class Launcher implements Measurement {
  private static final int TIMES = 20;
  private static final int WARM_UPS = 2;
  private static final double NANOSECONDS = 1e9;
  private static final long PATIENCE_SECONDS = 60;

  /** The launcher with these arguments, this JVM, and a home of its own. */
  static ProcessBuilder command(Path home, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Folder.checkout().resolve("simpleflow").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SIMPLEFLOW_"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SIMPLEFLOW_HOME", home.toString());
    return builder;
  }

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    try (Folder folder = Folder.create()) {
      new Alternation()
          .add(
              "launch.start",
              "s",
              () -> seconds(command(folder.path(), "start", "--local", "basic", "--input", "1")))
          .measure(WARM_UPS, scale.of(TIMES, 5), out);
    }
  }

  private static double seconds(ProcessBuilder command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        command
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - start) / NANOSECONDS;
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("it failed: " + String.join(" ", command.command()));
    }
    return seconds;
  }
}
