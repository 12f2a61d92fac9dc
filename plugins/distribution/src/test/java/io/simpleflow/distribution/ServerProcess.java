package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code simpleflow server} as a process of its own, with everything in memory. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final String endpoint;
  private final AtomicInteger domains = new AtomicInteger();

  private ServerProcess(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static ServerProcess start(Path home) throws IOException {
    Process process =
        new CommandLine(home).process("server", "--port", "0", "--store", "memory").start();
    BufferedReader err = process.errorReader(UTF_8);
    String line = err.readLine();
    while (!line.contains("http://")) {
      line = err.readLine();
    }
    return new ServerProcess(process, line.replaceFirst(".*(http://[^ /]+).*", "$1"));
  }

  /** Registers a domain that nobody has used and returns its name. */
  String newDomain() throws IOException, InterruptedException {
    String domain = "Test" + domains.incrementAndGet();
    ask(
        "RegisterDomain",
        """
        {"name": "%s", "workflowExecutionRetentionPeriodInDays": "1"}
        """
            .formatted(domain));
    return domain;
  }

  /** Commands that use this server. */
  CommandLine commands(Path home, String domain) {
    return new CommandLine(home)
        .with("SIMPLEFLOW_BACKEND", "swf")
        .with("AWS_ENDPOINT_URL_SWF", endpoint)
        .with("AWS_REGION", "us-east-1")
        .with("SWF_DOMAIN", domain);
  }

  /** Calls an operation as any program could, and returns the answer. */
  byte[] ask(String operation, String request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(endpoint))
                    .header("X-Amz-Target", "SimpleWorkflowService." + operation)
                    .header("Content-Type", "application/x-amz-json-1.0")
                    .POST(HttpRequest.BodyPublishers.ofString(request))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    return response.body();
  }

  @Override
  public void close() {
    process.destroy();
    assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }
}
