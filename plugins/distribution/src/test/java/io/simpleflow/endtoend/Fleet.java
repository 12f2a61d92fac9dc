package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A server, two deciders and three workers, each a process of its own. Not thread-safe. */
final class Fleet implements AutoCloseable {
  /** The domain that everything happens in. */
  static final String DOMAIN = "Chaos";

  /** The one execution that was there before the others. */
  static final String TRAINING = "training";

  private static final int DECIDERS = 2;
  private static final int WORKERS = 3;
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Path folder;
  private final Installation installation;
  private final Random random;
  private final List<Member> members = new ArrayList<>();
  private final List<Member> nextVictims = new ArrayList<>();
  private int kills;

  /** One of them; it begins at once. */
  private final class Member {
    private final Path home;
    private final String[] command;
    private JavaProcess process;

    Member(String name, String... command) throws IOException {
      this.home = Files.createDirectories(folder.resolve(name));
      this.command = command;
      this.process = start();
    }

    private JavaProcess start() throws IOException {
      return installation.commandLine(home).start(command);
    }

    void killAndStart() throws IOException, InterruptedException {
      process.kill();
      process = start();
    }

    /** It says on stderr that it has begun; it may not end by itself. */
    boolean isUp() {
      String said = process.err();
      assertThat(process.isAlive()).as(said).isTrue();
      return said.contains("Serving ") || said.contains(" started: ");
    }
  }

  /**
   * Starts all.
   *
   * @param folder where everybody keeps what it writes
   * @param port where the server listens, each time
   */
  Fleet(Path folder, int port, Random random) throws IOException, InterruptedException {
    this.folder = folder;
    this.random = random;
    this.installation = Installation.in(folder);
    String code = Installation.jarOf(ChaosWorkflow.class, folder.resolve("chaos.jar")).toString();
    List<String> client =
        List.of(
            "--backend",
            "swf",
            "--endpoint",
            "http://127.0.0.1:" + port,
            "--domain",
            DOMAIN,
            "--classpath",
            code);
    String listen = Integer.toString(port);
    members.add(
        new Member(
            "server", "server", "--port", listen, "--store", "server.db", "--domain", DOMAIN));
    train(with(client, "standalone", "chaos", "--input", "1", "--workflow-id", TRAINING));
    for (int i = 1; i <= DECIDERS; i++) {
      members.add(new Member("decider" + i, with(client, "decider", "start", "chaos", "-N", "4")));
    }
    for (int i = 1; i <= WORKERS; i++) {
      members.add(
          new Member("worker" + i, with(client, "worker", "start", "-t", "chaos", "-N", "4")));
    }
  }

  private static String[] with(List<String> options, String... command) {
    return Stream.concat(Stream.of(command), options.stream()).toArray(String[]::new);
  }

  /** One process that is a decider and a worker knows all the classes that these need. */
  private void train(String... command) throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("training"));
    try (JavaProcess process = installation.training(home).start(command)) {
      assertThat(process.exitCode()).as(process.err()).isZero();
    }
  }

  /**
   * Kills one, each once before any of them twice, and starts it again. Begins when all are at
   * work, and after about this time: a busy machine needs longer to start them than to kill them.
   */
  void killOne(Duration pause) throws IOException, InterruptedException {
    while (!members.stream().allMatch(Member::isUp)) {
      Thread.sleep(LOOK.toMillis());
    }
    Thread.sleep(pause.toMillis() / 2 + random.nextLong(pause.toMillis()));
    if (nextVictims.isEmpty()) {
      nextVictims.addAll(members);
      Collections.shuffle(nextVictims, random);
    }
    nextVictims.remove(0).killAndStart();
    kills++;
  }

  /** Whether there is one that was never killed. */
  boolean hasUnhurt() {
    return kills < members.size();
  }

  /** Stops all as an operator does, the server last, and returns their exit codes. */
  List<Integer> stop() throws InterruptedException {
    List<Integer> codes = new ArrayList<>();
    for (int i = members.size() - 1; i >= 0; i--) {
      members.get(i).process.terminate();
      codes.add(members.get(i).process.exitCode());
    }
    return codes;
  }

  @Override
  public void close() {
    members.forEach(member -> member.process.close());
  }
}
