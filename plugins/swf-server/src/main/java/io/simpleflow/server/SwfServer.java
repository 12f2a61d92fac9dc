package io.simpleflow.server;

import io.simpleflow.ConfigurationException;
import io.simpleflow.local.service.Domains;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.server.operations.SwfApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A server that speaks SWF's wire protocol: any AWS SDK takes it for Amazon SWF when its endpoint
 * is {@link #address}. Thread-safe.
 */
public final class SwfServer implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int IDLE_THREADS = 4;
  private static final int CONNECTIONS = 10_000;
  private static final int LAST_PORT = 65_535;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int BACKLOG = 1_024;

  /**
   * How much longer than a poll a connection may be quiet: ended in the moment in which a poll is
   * answered, it would fail its client's next request.
   */
  private static final Duration IDLE_BEYOND_POLL = Duration.ofSeconds(30);

  /** How long a connection without a request may stay while the server stops. */
  private static final int STOP_IDLE_MILLISECONDS = 20;

  private static final int STOP_MILLISECONDS = 10_000;

  /** After how long without a further answer sent, a stop waits for answers no more. */
  private static final int STUCK_MILLISECONDS = 3_000;

  /** The longest that SWF knows. */
  private static final String RETENTION_DAYS = "90";

  private final Domains domains;
  private final Server server;
  private final GracefulHandler requests;
  private final ServerConnector connector;
  private final ApiHandler handler;

  private SwfServer(ServerOptions options, InetAddress address) {
    domains = new Domains(options.store(), options.timekeeper(), options.functions());
    handler =
        new ApiHandler(
            new SwfApi(domains, options.timekeeper(), options.longPoll()),
            options
                .credentials()
                .map(credentials -> new SignatureCheck(credentials, options.timekeeper())));
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, IDLE_THREADS);
    threads.setName("swf-server");
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getHostAddress());
    connector.setPort(options.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(options.longPoll().plus(IDLE_BEYOND_POLL).toMillis());
    connector.setShutdownIdleTimeout(STOP_IDLE_MILLISECONDS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    requests = new GracefulHandler(handler);
    server.setHandler(requests);
    server.setErrorHandler(new ErrorAnswer());
    server.setStopTimeout(STOP_MILLISECONDS);
  }

  /**
   * Starts a server.
   *
   * @throws ConfigurationException if it cannot listen there, or must not without credentials
   * @throws io.simpleflow.StoreException if the store fails
   */
  public static SwfServer start(ServerOptions options) {
    boolean signed = options.credentials().isPresent();
    InetAddress address = address(options.host(), options.port(), signed);
    SwfServer server = new SwfServer(options, address);
    boolean started = false;
    try {
      server.open(options);
      started = true;
      return server;
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot listen at %s, port %d: %s; choose another --port, or 0 for any"
              .formatted(options.host(), options.port(), reason(e)),
          e);
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  /**
   * Where to listen.
   *
   * @param signed whether unsigned requests are refused
   * @throws ConfigurationException if a server cannot listen there, or must not
   */
  static InetAddress address(String host, int port, boolean signed) {
    if (port < 0 || port > LAST_PORT) {
      throw new ConfigurationException(
          "port %d: it must be from 0 to %d".formatted(port, LAST_PORT));
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ConfigurationException(
          "cannot listen at '%s': there is no such host".formatted(host), e);
    }
    if (!address.isLoopbackAddress() && !signed) {
      throw new ConfigurationException(
          ("'%s' can be reached from other machines, so requests must be signed: give a file of"
                  + " credentials (--credentials), or listen at 127.0.0.1")
              .formatted(host));
    }
    return address;
  }

  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage());
  }

  private void open(ServerOptions options) throws IOException {
    Instant now = options.timekeeper().instant().truncatedTo(ChronoUnit.MILLIS);
    for (String domain : options.domains()) {
      if (domains.find(domain).isEmpty()) {
        domains.register(
            new RegisteredDomain(
                domain, Optional.empty(), RETENTION_DAYS, now, Optional.empty(), Map.of()));
      }
    }
    connector.open();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not start", e);
    }
  }

  /**
   * The endpoint for an AWS SDK, such as {@code http://127.0.0.1:8042}. For a server that listens
   * at all addresses of its machine it names the machine.
   */
  public URI address() {
    InetSocketAddress local = new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    String host =
        local.getAddress().isAnyLocalAddress() ? machine() : local.getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, local.getPort()));
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // Its name is known to nobody, itself included.
    }
  }

  /** How long a connection may be quiet. */
  Duration idleTimeout() {
    return Duration.ofMillis(connector.getIdleTimeout());
  }

  /** How many polls wait for a task. */
  public int heldPolls() {
    return handler.heldPolls();
  }

  /** The names of the registered domains, deprecated ones included. */
  public List<String> domains() {
    return domains.list().stream().map(domain -> domain.name()).toList();
  }

  /**
   * Answers what is under way before the connections are told to end when they are quiet: those of
   * polls are quiet, and would end in the middle of being answered. Waits as long as answers get
   * through; a client that does not read its own is left to the server's stop.
   */
  private void answerAll() throws InterruptedException, ExecutionException {
    CompletableFuture<Void> answered = requests.shutdown();
    var unused = handler.shutdown();
    long left;
    do {
      left = requests.getCurrentStreamWrapperCount();
      try {
        answered.get(STUCK_MILLISECONDS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Goes on if there are fewer by now.
      }
    } while (requests.getCurrentStreamWrapperCount() < left);
  }

  /**
   * Stops taking requests, answers polls that wait with nothing, and lets what is being answered
   * finish. Executions stay open in the store.
   */
  @Override
  public void close() {
    try {
      if (server.isRunning()) {
        answerAll();
      }
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not stop", e);
    } finally {
      domains.close();
    }
  }
}
