package io.simpleflow.endtoend;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.endtoend.Journal.Deed;
import java.io.IOException;

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

  private static void begin() {
    Journal.ofProcess().add(Deed.BEGIN);
  }

  private static int end(int result) {
    Journal.ofProcess().add(Deed.END);
    return result;
  }
}
