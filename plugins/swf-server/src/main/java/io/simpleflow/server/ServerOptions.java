package io.simpleflow.server;

import io.simpleflow.local.store.DomainStore;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a server is started. Begin with {@link #of}.
 *
 * @param host the address to listen at; one that is not the loopback's demands credentials
 * @param port the port to listen at; 0 for any that is free
 * @param store what keeps everything; whoever made it closes it, after the server
 * @param timekeeper the clock to live by; whoever made it closes it, after the server
 * @param domains the domains to register if they are missing
 * @param credentials the access keys that requests must be signed with; empty to take every request
 * @param functions what stands in for Lambda's functions
 * @param longPoll how long a poll waits for a task
 */
public record ServerOptions(
    String host,
    int port,
    DomainStore store,
    Timekeeper timekeeper,
    List<String> domains,
    Optional<Credentials> credentials,
    List<LambdaFunction> functions,
    Duration longPoll) {
  private static final Duration SWF_LONG_POLL = Duration.ofSeconds(60);

  /** Copies the lists. */
  public ServerOptions {
    domains = List.copyOf(domains);
    functions = List.copyOf(functions);
  }

  /** A server on any free port of the loopback address, with polls of 60 seconds as in SWF. */
  public static ServerOptions of(DomainStore store, Timekeeper timekeeper) {
    return new ServerOptions(
        "127.0.0.1", 0, store, timekeeper, List.of(), Optional.empty(), List.of(), SWF_LONG_POLL);
  }

  /** These options, listening elsewhere. */
  public ServerOptions withAddress(String newHost, int newPort) {
    return new ServerOptions(
        newHost, newPort, store, timekeeper, domains, credentials, functions, longPoll);
  }

  /** These options, with domains that are to be there. */
  public ServerOptions withDomains(List<String> newDomains) {
    return new ServerOptions(
        host, port, store, timekeeper, newDomains, credentials, functions, longPoll);
  }

  /** These options, for signed requests alone. */
  public ServerOptions withCredentials(Credentials newCredentials) {
    return new ServerOptions(
        host, port, store, timekeeper, domains, Optional.of(newCredentials), functions, longPoll);
  }

  /** These options, with functions that stand in for Lambda's. */
  public ServerOptions withFunctions(List<LambdaFunction> newFunctions) {
    return new ServerOptions(
        host, port, store, timekeeper, domains, credentials, newFunctions, longPoll);
  }

  /** These options, with polls that wait longer or less long. */
  public ServerOptions withLongPoll(Duration newLongPoll) {
    return new ServerOptions(
        host, port, store, timekeeper, domains, credentials, functions, newLongPoll);
  }
}
