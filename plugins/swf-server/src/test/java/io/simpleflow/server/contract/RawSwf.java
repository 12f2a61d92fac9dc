package io.simpleflow.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a server by hand, where a test wants what no backend would do. */
final class RawSwf {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  RawSwf(URI address) {
    this.address = address;
  }

  /**
   * Calls an operation.
   *
   * @param json the request, with single quotes for double ones
   * @return the answer; a missing node if it is empty
   * @throws AssertionError if it is a fault
   */
  JsonNode call(String operation, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "SimpleWorkflowService." + operation)
                .POST(BodyPublishers.ofString(json.replace('\'', '"')))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(operation + " failed: " + answer.body());
    }
    return MAPPER.readTree(answer.body());
  }
}
