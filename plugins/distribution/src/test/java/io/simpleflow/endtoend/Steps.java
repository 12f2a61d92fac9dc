package io.simpleflow.endtoend;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.endtoend.Journal.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Activities that keep a journal. */
public final class Steps {
  private static final int FAILURES = 2;
  private static final int LONGEST_MILLISECONDS = 12;

  private Steps() {}

  @Activity(name = "steps.add")
  public static int add(int a, int b) throws InterruptedException {
    begin();
    Thread.sleep((a + b) % LONGEST_MILLISECONDS);
    return end(a + b);
  }

  @Activity(name = "steps.square")
  public static int square(int a) throws InterruptedException {
    begin();
    Thread.sleep(a % LONGEST_MILLISECONDS);
    return end(a * a);
  }

  /** Fails as long as the journal does not say that it has failed twice. */
  @Activity(name = "steps.unreliable", retry = FAILURES)
  public static int unreliable(int a) throws IOException {
    begin();
    ActivityContext context = ActivityContext.current();
    long failures =
        Journal.ofProcess().lines().stream()
            .filter(line -> line.deed() == Deed.FAIL)
            .filter(line -> line.execution().equals(context.execution()))
            .filter(line -> line.activityId().equals(context.activityId()))
            .count();
    if (failures < FAILURES) {
      Journal.ofProcess().add(Deed.FAIL);
      throw new IOException("failure " + (failures + 1));
    }
    return end(-a);
  }

  @Activity(name = "steps.shout")
  public static String shout(String text) {
    return text + "!";
  }

  @Activity(name = "steps.whisper")
  public static String whisper(String text) {
    return "(" + text + ")";
  }

  /** Ends when a file is there. */
  @Activity(name = "steps.gate")
  public static String gate(String file) throws InterruptedException {
    begin();
    while (Files.notExists(Path.of(file))) {
      Thread.sleep(5);
    }
    return end(file);
  }

  /** Returns a text of a length. */
  @Activity(name = "steps.fill")
  public static String fill(int characters) {
    begin();
    return end("x".repeat(characters));
  }

  private static void begin() {
    Journal.ofProcess().add(Deed.BEGIN);
  }

  private static <T> T end(T result) {
    Journal.ofProcess().add(Deed.END);
    return result;
  }
}
