package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.simpleflow.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the commands that people wait for, so that the launcher can keep the classes that they load:
 * those of the backend for SWF, with a server in this process, and then the one it is called with.
 */
final class Training {
  /** Whatever goes wrong, the build that waits for this goes on. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Pattern ADDRESS = Pattern.compile("http://[^ ]+");

  private final Map<String, String> environment = new HashMap<>(System.getenv());

  private Training() {
    environment.put(
        "SIMPLEFLOW_CLASSPATH", System.getProperty("simpleflow.home", ".") + "/plugins/*");
  }

  /** Ends the process as {@link Main#main} does. */
  public static void main(String[] args) throws InterruptedException {
    Thread thread = new Training().daemon("training", Training::useSwf);
    thread.join(LONGEST.toMillis());
    Main.main(args);
  }

  /** What may throw. */
  private interface Part {
    void run(Training training) throws IOException;
  }

  private Thread daemon(String name, Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run(this);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void useSwf() throws IOException {
    try (PipedInputStream said = new PipedInputStream()) {
      PrintStream err = new PrintStream(new PipedOutputStream(said), true, UTF_8);
      List<String> server =
          List.of("server", "--port", "0", "--store", "memory", "--domain", "training");
      daemon("training-server", training -> training.command(server, err));
      BufferedReader lines = new BufferedReader(new InputStreamReader(said, UTF_8));
      Matcher address = ADDRESS.matcher(lines.readLine());
      if (!address.find()) {
        return;
      }
      environment.put("AWS_ENDPOINT_URL_SWF", address.group());
    }
    environment.putAll(
        Map.of("SIMPLEFLOW_BACKEND", "swf", "SWF_DOMAIN", "training", "AWS_REGION", "us-east-1"));
    PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    command(List.of("standalone", "basic", "--input", "1", "--workflow-id", "trained"), nobody);
    command(List.of("start", "basic", "--input", "1"), nobody);
    command(List.of("list"), nobody);
    command(List.of("status", "trained"), nobody);
  }

  private void command(List<String> words, PrintStream err) {
    Main.run(
        words,
        Map.copyOf(environment),
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        err);
  }
}
