package io.simpleflow.spi;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** What the command line gives a command that a plugin adds. */
public interface CommandContext {
  /** For data: what another program may read. */
  PrintStream out();

  /** For people: progress, notes and errors. */
  PrintStream err();

  /** The environment variables to go by. */
  Map<String, String> environment();

  /** The loader of what users bring: their classes and plugins. */
  ClassLoader classLoader();

  /**
   * Runs something that ends when the process is told to stop, by Ctrl-C or SIGTERM: this thread is
   * interrupted then, and the process waits for the end.
   *
   * @param patience how long the process waits; a second Ctrl-C ends it at once
   * @return the command's exit code
   */
  int untilStopped(Duration patience, Callable<Integer> work) throws Exception;
}
