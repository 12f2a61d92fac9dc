package io.simpleflow.server.contract;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.SystemTimekeeper;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.server.Credentials;
import io.simpleflow.server.ServerOptions;
import io.simpleflow.server.SwfServer;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.Timekeeper;
import io.simpleflow.testkit.ContractFunction;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server in this process, for backends that call it over HTTP. */
final class Served implements AutoCloseable {
  private final DomainStore store;
  private final Timekeeper timekeeper;
  private final SwfServer server;

  private Served(ServerOptions options) {
    this.store = options.store();
    this.timekeeper = options.timekeeper();
    this.server = SwfServer.start(options);
  }

  /** A server without domains; store and timekeeper are closed with it. */
  static Served over(DomainStore store, Timekeeper timekeeper) {
    return new Served(
        ServerOptions.of(store, timekeeper).withFunctions(List.of(new ContractFunction())));
  }

  /** A server in memory that lives by the machine's clock. */
  static Served inMemory() {
    return over(new MemoryDomains(), new SystemTimekeeper());
  }

  /** A server at a port, or at any if it is 0, that keeps everything in a file. */
  static Served inFile(Path file, int port) {
    DomainStore store = SqliteStore.openDomains(file, Synchronous.NORMAL);
    return new Served(
        ServerOptions.of(store, new SystemTimekeeper()).withAddress("127.0.0.1", port));
  }

  /** A server in memory that takes signed requests alone. */
  static Served signed(Map<String, String> secretsByAccessKeyId) {
    return new Served(
        ServerOptions.of(new MemoryDomains(), new SystemTimekeeper())
            .withCredentials(Credentials.of(secretsByAccessKeyId)));
  }

  /** How many polls wait for a task. */
  int heldPolls() {
    return server.heldPolls();
  }

  URI address() {
    return server.address();
  }

  /** A backend for a domain of this server, with connections of its own. */
  Simpleflow client(String domain, TaskCatalog tasks) {
    return client(server.address(), domain, tasks, Map.of());
  }

  /** As the other, with environment variables. */
  Simpleflow client(String domain, TaskCatalog tasks, Map<String, String> environment) {
    return client(server.address(), domain, tasks, environment);
  }

  /** As the first, where the server is reached at another address. */
  static Simpleflow client(URI address, String domain, TaskCatalog tasks) {
    return client(address, domain, tasks, Map.of());
  }

  private static Simpleflow client(
      URI address, String domain, TaskCatalog tasks, Map<String, String> environment) {
    return Simpleflow.builder()
        .backend("swf")
        .environment(environment)
        .settings(Map.of("endpoint", address.toString(), "region", "us-east-1", "domain", domain))
        .tasks(tasks)
        .open();
  }

  @Override
  public void close() {
    server.close();
    store.close();
    timekeeper.close();
  }
}
