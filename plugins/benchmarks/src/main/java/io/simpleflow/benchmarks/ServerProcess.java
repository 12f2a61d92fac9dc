package io.simpleflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code simpleflow server} as its launcher starts it, in a process of its own. Thread-safe. */
final class ServerProcess implements AutoCloseable {
  static final String DOMAIN = "benchmarks";

  private static final Pattern ADDRESS = Pattern.compile("(http://[^ /]+) ");
  private static final long LOOK_MILLISECONDS = 10;
  private static final double BYTES_PER_MEGABYTE = 1 << 20;
  private static final double KILOBYTES_PER_MEGABYTE = 1 << 10;
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one that keeps everything in memory, or in a file. */
  static ServerProcess start(Path home, String store) throws IOException, InterruptedException {
    Path errors = home.resolve("server.err");
    Process process =
        Launcher.command(home, "server", "--port", "0", "--store", store, "--domain", DOMAIN)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    Matcher address = ADDRESS.matcher(Files.readString(errors));
    while (!address.find()) {
      if (process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the server did not start: " + Files.readString(errors));
      }
      address = ADDRESS.matcher(Files.readString(errors));
    }
    return new ServerProcess(process, URI.create(address.group(1)));
  }

  URI address() {
    return address;
  }

  /** Calls an operation as any program could. */
  CompletableFuture<HttpResponse<String>> call(String operation, String request) {
    return http.sendAsync(
        HttpRequest.newBuilder(address)
            .header("X-Amz-Target", "SimpleWorkflowService." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(HttpRequest.BodyPublishers.ofString(request))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Calls an operation that must succeed. */
  void ask(String operation, String request) {
    HttpResponse<String> response = call(operation, request).join();
    if (response.statusCode() != 200) {
      throw new IllegalStateException(operation + " was refused: " + response.body());
    }
  }

  /** The time it has computed for. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What lives on its heap after a collection of all, in megabytes. */
  double liveMegabytes() throws IOException {
    Process counting =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String total = "";
    try (BufferedReader lines = counting.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        total = line.startsWith("Total") ? line : total;
      }
    }
    String[] columns = total.split(" +", -1);
    if (columns.length < 3) {
      throw new IOException("jcmd did not say what lives on the server's heap");
    }
    return Long.parseLong(columns[2]) / BYTES_PER_MEGABYTE;
  }

  /** What it holds of the machine's memory, in megabytes; 0 where the system does not tell. */
  double residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    List<String> lines = Files.isReadable(status) ? Files.readAllLines(status) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .map(kilobytes -> kilobytes / KILOBYTES_PER_MEGABYTE)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
