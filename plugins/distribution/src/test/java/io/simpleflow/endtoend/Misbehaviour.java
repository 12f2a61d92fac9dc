package io.simpleflow.endtoend;

import io.simpleflow.Activity;
import io.simpleflow.Future;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Workflows and activities that do what they should not. */
public final class Misbehaviour {
  private Misbehaviour() {}

  @Activity(name = "bad.exception")
  public static int exception() throws IOException {
    throw new IOException("the disk is on fire");
  }

  @Activity(name = "bad.error")
  @SuppressWarnings("DoNotCallSuggester") // only workers do
  public static int error() {
    throw new AssertionError("not as asserted");
  }

  @Activity(name = "bad.overflow")
  public static int overflow() {
    return overflow(0);
  }

  @SuppressWarnings("InfiniteRecursion") // is what it is for
  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  @Activity(name = "bad.unwritable")
  public static Object unwritable() {
    return new Object();
  }

  @Activity(name = "bad.endless", startToCloseTimeout = "1s")
  public static void endless() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Activity(name = "bad.takes")
  public static String takes(Object anything) {
    return anything.toString();
  }

  /** Calls an activity by its name. */
  @WorkflowType(name = "calls")
  public static class Calls extends Workflow {
    public Object run(String activity) {
      return submit(Task.named(activity, "default", Object.class)).result();
    }
  }

  /** Hands over what cannot be written. */
  @WorkflowType(name = "hands-over")
  public static class HandsOver extends Workflow {
    public String run() {
      return submit(Misbehaviour::takes, new Object()).result();
    }
  }

  /** Returns what cannot be written. */
  @WorkflowType(name = "returns-object")
  public static class ReturnsObject extends Workflow {
    public Object run() {
      return new Object();
    }
  }

  /** Throws. */
  @WorkflowType(name = "throws")
  public static class Throws extends Workflow {
    public String run() {
      throw new IllegalStateException("no\nluck");
    }
  }

  /** Recurs for ever. */
  @WorkflowType(name = "overflows")
  public static class Overflows extends Workflow {
    public int run() {
      return overflow(0);
    }
  }

  /** Has parameters to be wrong about. */
  @WorkflowType(name = "greets")
  public static class Greets extends Workflow {
    public String run(String name, int times) {
      return name.repeat(times);
    }
  }

  /** Cannot be run. */
  @WorkflowType(name = "without-run")
  public static class WithoutRun extends Workflow {
    String run() {
      return "not public";
    }
  }

  /** One of two. */
  @WorkflowType(name = "twin", version = "1")
  public static class FirstTwin extends Workflow {
    public int run() {
      return 1;
    }
  }

  /** The other. */
  @WorkflowType(name = "twin", version = "2")
  public static class SecondTwin extends Workflow {
    public int run() {
      return 2;
    }
  }

  /** Goes on whatever happens, and wants to forever. */
  @WorkflowType(name = "catches-everything")
  public static class CatchesEverything extends Workflow {
    public void run() {
      int caught = 0;
      while (caught >= 0) {
        try {
          sleep(Duration.ofDays(1));
        } catch (Throwable ignored) {
          caught++;
        }
      }
    }
  }

  /** Does something else when it is run again. */
  @WorkflowType(name = "changes")
  public static class Changes extends Workflow {
    /** Stands for a random number, a clock, a file that was changed. */
    static final AtomicBoolean CHANGED = new AtomicBoolean();

    public String run() {
      Future<String> future =
          CHANGED.get() ? submit(Steps::shout, "new") : submit(Steps::whisper, "old");
      return future.result();
    }
  }

  /** Waits for something that is no future. */
  @WorkflowType(name = "blocks")
  public static class Blocks extends Workflow {
    public void run() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }
}
