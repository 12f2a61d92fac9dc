package io.simpleflow.engine.canvas;

/** What an author is told who calls a workflow's methods where they cannot be called. */
public final class Misuse {
  private Misuse() {}

  /** On a thread that is not the workflow's. */
  public static IllegalStateException onForeignThread() {
    return new IllegalStateException(
        "a workflow's tasks and futures may only be used by its own code, on the thread that runs it, not on %s: async runs code beside it, a signal tells another execution"
            .formatted(Thread.currentThread().getName()));
  }

  /** In a hook, the state or what the next run is to be. */
  public static IllegalStateException inHook() {
    return new IllegalStateException(
        "hooks, state() and nextRun() may look at the execution, and neither ask for anything nor wait: do that in run()");
  }

  /** In what {@code await} waits for. */
  public static IllegalStateException waitingInCondition() {
    return new IllegalStateException(
        "a condition may not wait, as it is asked again whenever something has happened: wait before await(), or look whether a future isDone()");
  }
}
