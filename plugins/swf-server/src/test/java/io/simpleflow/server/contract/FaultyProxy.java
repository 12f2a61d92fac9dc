package io.simpleflow.server.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Passes requests on to a server, and does to some of them, as a seed says, what networks and
 * services do. Thread-safe.
 */
final class FaultyProxy implements AutoCloseable {
  /** Of so many requests, one has each of the faults. */
  private static final int ONE_OF = 40;

  private static final int SLOWNESS_MILLIS = 300;
  private static final String JSON = "application/x-amz-json-1.0";

  /** What is done to a request. */
  enum Fault {
    /** The connection is reset, and the server never sees the request. */
    RESET_BEFORE,
    /** The connection is reset when the server has done what it was asked for. */
    RESET_AFTER,
    /** The service fails without doing anything. */
    ERROR_500,
    /** The service does it, and fails to say so. */
    ERROR_503,
    /** The service is asked too often. */
    THROTTLED,
    /** The answer comes late. */
    SLOW,
    /** The answer ends in the middle. */
    TRUNCATED
  }

  private final URI target;
  private final Random random;
  private final ServerSocket server;
  private final HttpClient upstream = HttpClient.newHttpClient();
  private final ExecutorService threads;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Map<Fault, Set<String>> done = new EnumMap<>(Fault.class);

  private record Request(Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String operation() {
      String target = header("x-amz-target");
      return target.substring(target.lastIndexOf('.') + 1);
    }
  }

  private FaultyProxy(URI target, long seed, ServerSocket server) {
    this.target = target;
    this.random = new Random(seed);
    this.server = server;
    this.threads =
        Executors.newCachedThreadPool(
            body -> {
              Thread thread = new Thread(body, "faulty-proxy");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to listen on the loopback address. */
  static FaultyProxy before(URI target, long seed) throws IOException {
    ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    FaultyProxy proxy = new FaultyProxy(target, seed, server);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** What was done, and to which operations. */
  Map<Fault, Set<String>> done() {
    synchronized (done) {
      Map<Fault, Set<String>> copy = new EnumMap<>(Fault.class);
      done.forEach((fault, operations) -> copy.put(fault, new TreeSet<>(operations)));
      return copy;
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (answer(read(in), connection)) {
        // The next request of this connection.
      }
    } catch (IOException gone) {
      // Either side has closed its connection: so does the proxy.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private static Request read(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    String unused = line(in);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("closed");
      } else if (read != '\r') {
        line.write(read);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  /** Answers a request, somehow; whether the connection is still good. */
  private boolean answer(Request request, Socket connection)
      throws IOException, InterruptedException {
    Optional<Fault> fault = choose(request.operation());
    OutputStream out = connection.getOutputStream();
    if (fault.isEmpty()) {
      write(out, pass(request));
      return true;
    }
    switch (fault.get()) {
      case RESET_BEFORE -> reset(connection);
      case RESET_AFTER -> {
        pass(request);
        reset(connection);
      }
      case ERROR_500 -> write(out, 500, "{\"__type\":\"InternalFailure\"}");
      case ERROR_503 -> {
        pass(request);
        write(out, 503, "<html>Service Unavailable</html>");
      }
      case THROTTLED ->
          write(out, 400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
      case SLOW -> {
        HttpResponse<byte[]> answer = pass(request);
        Thread.sleep(SLOWNESS_MILLIS);
        write(out, answer);
      }
      case TRUNCATED -> {
        byte[] body = pass(request).body();
        head(out, 200, body.length + 10);
        out.write(body, 0, body.length / 2);
        out.flush();
        return false;
      }
    }
    return !connection.isClosed();
  }

  private Optional<Fault> choose(String operation) {
    synchronized (done) {
      int number = random.nextInt(ONE_OF);
      if (number >= Fault.values().length) {
        return Optional.empty();
      }
      Fault fault = Fault.values()[number];
      done.computeIfAbsent(fault, unused -> new TreeSet<>()).add(operation);
      return Optional.of(fault);
    }
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  private HttpResponse<byte[]> pass(Request request) throws IOException, InterruptedException {
    return upstream.send(
        HttpRequest.newBuilder(target)
            .header("Content-Type", request.header("content-type"))
            .header("X-Amz-Target", request.header("x-amz-target"))
            .POST(BodyPublishers.ofString(request.body()))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static void write(OutputStream out, HttpResponse<byte[]> answer) throws IOException {
    head(out, answer.statusCode(), answer.body().length);
    out.write(answer.body());
    out.flush();
  }

  private static void write(OutputStream out, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head(out, status, bytes.length);
    out.write(bytes);
    out.flush();
  }

  private static void head(OutputStream out, int status, int length) throws IOException {
    out.write(
        "HTTP/1.1 %d Answer\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, JSON, length)
            .getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
