package io.simpleflow.server.contract;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The activities of these tests. */
public final class Tasks {
  static final String LIST = "served";

  private Tasks() {}

  /** Multiplies by itself; an attempt whose task or answer is lost is soon made again. */
  @Activity(name = "served.square", taskList = LIST, startToCloseTimeout = "1s", retry = 30)
  public static int square(int x) {
    return x * x;
  }

  /** Adds one, likewise. */
  @Activity(name = "served.next", taskList = LIST, startToCloseTimeout = "1s", retry = 30)
  public static int next(int x) {
    return x + 1;
  }

  /** Fails so many times, as counted by the length of a file, then gives a thousand. */
  @Activity(name = "served.fickle", taskList = LIST, startToCloseTimeout = "1s", retry = 30)
  public static int fickle(String file, int failures) throws IOException {
    Path counter = Path.of(file);
    Files.writeString(counter, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (Files.size(counter) <= failures) {
      throw new IOException("not yet");
    }
    return 1_000;
  }

  /** Gives back what it gets. */
  @Activity(name = "served.same", taskList = LIST)
  public static int same(int x) {
    return x;
  }

  /** Leaves its token in a file, and is ended by whoever reads it. */
  @Activity(name = "served.later", taskList = LIST)
  public static String later(String file) throws IOException {
    ActivityContext.current().completeLater();
    Path written = Path.of(file + ".part");
    Files.writeString(written, ActivityContext.current().taskToken());
    Files.move(written, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
    return "dropped";
  }

  /** Runs until it is interrupted. */
  @Activity(name = "served.endless", taskList = LIST, heartbeatTimeout = "1s")
  public static String endless() throws InterruptedException {
    Thread.sleep(60_000);
    return "never stopped";
  }
}
