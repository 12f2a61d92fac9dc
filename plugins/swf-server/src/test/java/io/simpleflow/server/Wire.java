package io.simpleflow.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.simpleflow.engine.SystemTimekeeper;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.spi.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A server in this process, called as bytes go over the wire. */
final class Wire implements AutoCloseable {
  static final String JSON = "application/x-amz-json-1.0";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Timekeeper timekeeper = new SystemTimekeeper();
  private final HttpClient client = HttpClient.newHttpClient();
  final SwfServer server;

  private Wire(UnaryOperator<ServerOptions> options) {
    server =
        SwfServer.start(
            options.apply(
                ServerOptions.of(new MemoryDomains(), timekeeper)
                    .withDomains(List.of("d"))
                    .withLongPoll(Duration.ofSeconds(20))));
  }

  /** A server in memory with the domain d. */
  static Wire start() {
    return start(options -> options);
  }

  static Wire start(UnaryOperator<ServerOptions> options) {
    return new Wire(options);
  }

  /** An answer; its body is a missing node if it is empty. */
  record Answer(int status, HttpResponse<String> http, JsonNode body) {
    static Answer of(HttpResponse<String> http) {
      try {
        return new Answer(http.statusCode(), http, MAPPER.readTree(http.body()));
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + http.body(), e);
      }
    }

    String text(String pointer) {
      return body.at(pointer).asText();
    }

    /** The fault, with its message; fails if it is none. */
    String fault() {
      if (status < 400) {
        throw new AssertionError("no fault but " + body);
      }
      return status + " " + text("/__type") + ": " + text("/message");
    }
  }

  URI address() {
    return server.address();
  }

  HttpRequest request(String operation, String json) {
    return HttpRequest.newBuilder(server.address())
        .timeout(PATIENCE)
        .header("Content-Type", JSON)
        .header("X-Amz-Target", "SimpleWorkflowService." + operation)
        .POST(BodyPublishers.ofString(json.replace('\'', '"')))
        .build();
  }

  Answer send(HttpRequest request) {
    try {
      return Answer.of(client.send(request, BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Calls an operation; single quotes stand for double ones. */
  Answer call(String operation, String json) {
    return send(request(operation, json));
  }

  /** As {@link #call}, and fails if the answer is a fault. */
  Answer ok(String operation, String json) {
    Answer answer = call(operation, json);
    if (answer.status != 200) {
      throw new AssertionError(operation + ": " + answer.fault());
    }
    return answer;
  }

  CompletableFuture<Answer> callAsync(String operation, String json) {
    return client
        .sendAsync(request(operation, json), BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  /** Registers the workflow type w and the activity type a, version 1, with all defaults. */
  Wire withTypes() {
    ok(
        "RegisterWorkflowType",
        "{'domain':'d','name':'w','version':'1','defaultTaskList':{'name':'decisions'},"
            + "'defaultChildPolicy':'TERMINATE','defaultTaskStartToCloseTimeout':'300',"
            + "'defaultExecutionStartToCloseTimeout':'3600'}");
    ok(
        "RegisterActivityType",
        "{'domain':'d','name':'a','version':'1','defaultTaskList':{'name':'activities'},"
            + "'defaultTaskScheduleToStartTimeout':'NONE','defaultTaskHeartbeatTimeout':'NONE',"
            + "'defaultTaskScheduleToCloseTimeout':'NONE','defaultTaskStartToCloseTimeout':'60'}");
    return this;
  }

  /** Starts an execution of w; returns its run id. */
  String startExecution(String workflowId) {
    return ok("StartWorkflowExecution", startOf(workflowId)).text("/runId");
  }

  static String startOf(String workflowId) {
    return "{'domain':'d','workflowId':'%s','workflowType':{'name':'w','version':'1'}}"
        .formatted(workflowId);
  }

  @Override
  public void close() {
    server.close();
    timekeeper.close();
  }
}
