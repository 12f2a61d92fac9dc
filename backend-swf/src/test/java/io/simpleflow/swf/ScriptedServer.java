package io.simpleflow.swf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.simpleflow.spi.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** An HTTP server that answers SWF's operations as a test says, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {
  /** One answer of the server. */
  interface Reply {
    void send(HttpExchange exchange) throws IOException;

    static Reply json(String body) {
      return of(200, "application/x-amz-json-1.0", body);
    }

    static Reply fault(int status, String type, String message) {
      return of(
          status,
          "application/x-amz-json-1.0",
          "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));
    }

    /** A fault as SWF sends it. */
    static Reply fault(String name, String message) {
      return fault(400, "com.amazonaws.swf.base.model#" + name, message);
    }

    static Reply of(int status, String contentType, String body) {
      return exchange -> {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("x-amzn-RequestId", "4f0e-1");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      };
    }

    /** Closes the connection without an answer. */
    static Reply hangUp() {
      return HttpExchange::close;
    }

    /** Closes the connection in the middle of an answer. */
    static Reply truncated(String body) {
      return exchange -> {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        throw new IOException("hang up");
      };
    }
  }

  /** How an operation is answered. */
  interface Script {
    Reply answer(JsonNode request) throws Exception;
  }

  /** A request that came. */
  record Request(String operation, JsonNode body, Map<String, List<String>> headers) {}

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers with these in turn, and the last for ever. */
  ScriptedServer on(String operation, Reply... replies) {
    AtomicInteger count = new AtomicInteger();
    return script(
        operation, request -> replies[Math.min(count.getAndIncrement(), replies.length - 1)]);
  }

  ScriptedServer script(String operation, Script script) {
    scripts.put(operation, script);
    return this;
  }

  List<Request> requests(String operation) {
    return requests.stream().filter(each -> each.operation().equals(operation)).toList();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A service that calls this server. */
  SwfService service() {
    return service(Map.of());
  }

  SwfService service(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(Map.of("domain", "test", "region", "eu-west-1", "endpoint", endpoint()));
    all.putAll(settings);
    return new SwfService(SwfLocation.of(Settings.of(all)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String operation = target.substring(target.lastIndexOf('.') + 1);
      JsonNode body = JsonNode.parser().parse(exchange.getRequestBody().readAllBytes());
      requests.add(new Request(operation, body, Map.copyOf(exchange.getRequestHeaders())));
      Script script = scripts.get(operation);
      if (script == null) {
        Reply.fault("UnknownOperationException", operation).send(exchange);
      } else {
        script.answer(body).send(exchange);
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
