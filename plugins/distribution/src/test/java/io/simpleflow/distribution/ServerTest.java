package io.simpleflow.distribution;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What runs commands at a server, a process for each class, with a domain for each test. */
abstract class ServerTest {
  @TempDir private static Path serverHome;

  /** Tests run one after the other, and so do their classes. */
  static ServerProcess server;

  @TempDir Path home;
  String domain = "";
  CommandLine commands;

  @BeforeAll
  static void startAServer() throws Exception {
    server = ServerProcess.start(serverHome);
  }

  @AfterAll
  static void stopTheServer() {
    server.close();
  }

  @BeforeEach
  void useADomainOfItsOwn() throws Exception {
    domain = server.newDomain();
    commands = server.commands(home, domain);
  }
}
