package io.simpleflow.cli;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import java.util.concurrent.CountDownLatch;

/** Polls task lists until the process is told to stop. */
final class Polling {
  private Polling() {}

  /**
   * Polls until this thread is interrupted, then lets what is running finish.
   *
   * @param name what this process is, for people
   * @param what what it does, for people
   */
  static int untilStopped(
      Session session, Simpleflow simpleflow, RunOptions options, String name, String what) {
    Executor.Run run = simpleflow.executor().run(options);
    try {
      session.note("%s started: %s; Ctrl-C or SIGTERM stops it".formatted(name, what));
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      // Not interrupted again, so that what runs gets its time to finish.
    } finally {
      run.close();
      session.note(name + " stopped");
    }
    return 0;
  }
}
