package io.simpleflow.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end cleanly when the process is told to stop, as by Ctrl-C: its thread is
 * interrupted, and the process waits until it has ended. When told a second time, it ends at once.
 */
final class Interruption {
  private final Session session;
  private final Duration patience;
  private final Thread command = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "simpleflow-stop");

  /** What a command does; it returns the exit code. */
  interface Work<E extends Exception> {
    int run() throws E;
  }

  private Interruption(Session session, Duration patience) {
    this.session = session;
    this.patience = patience;
  }

  /**
   * Runs a command on this thread, which is interrupted when the process is told to stop.
   *
   * @param patience how long the process waits for it then
   * @return the command's exit code
   */
  static <E extends Exception> int guard(Session session, Duration patience, Work<E> command)
      throws E {
    Interruption interruption = new Interruption(session, patience);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    try {
      return command.run();
    } finally {
      interruption.end();
    }
  }

  private void stop() {
    haltOnNext("INT", 130);
    haltOnNext("TERM", 143);
    // A terminal has shown ^C behind the progress.
    session.note(
        (session.streams.errIsTerminal() ? "\n" : "")
            + "simpleflow: stopping, for at most %d s; Ctrl-C again ends at once"
                .formatted(patience.toSeconds()));
    command.interrupt();
    try {
      boolean inTime = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime) {
        session.note("simpleflow: something does not stop; ending anyway");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** By reflection: the class is in every JDK, but no part of Java. */
  private static void haltOnNext(String name, int exitCode) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(exitCode);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), halt);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Then the second signal waits as the first does.
    }
  }

  private void end() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and ends now that it may.
    }
  }
}
