package io.simpleflow.cli;

import io.simpleflow.SimpleflowException;
import java.io.IOException;
import picocli.CommandLine.Help.Ansi;

/** Turns what went wrong into one line on stderr and an exit code. */
final class Failures {
  static final int FAILED = 1;
  static final int USAGE = 2;

  private final Session session;

  Failures(Session session) {
    this.session = session;
  }

  /** Reports what a command threw; a reader that has gone away, as with {@code head}, is none. */
  int report(Throwable e) {
    if (isClosedPipe(e)) {
      return 0;
    }
    print(describe(e));
    if (session.options.verbose) {
      e.printStackTrace(session.streams.err());
    }
    return e instanceof UsageException ? USAGE : FAILED;
  }

  /** Reports that a workflow did not complete. */
  void failed(String problem) {
    print(problem);
  }

  /** Reports wrong usage. */
  int usage(String problem) {
    print(problem);
    return USAGE;
  }

  /** Whether to use colours on a stream. */
  boolean colored(boolean isTerminal) {
    return switch (session.options.color) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> isTerminal && session.environment.getOrDefault("NO_COLOR", "").isEmpty();
    };
  }

  private void print(String problem) {
    Ansi ansi = colored(session.streams.errIsTerminal()) ? Ansi.ON : Ansi.OFF;
    session
        .streams
        .err()
        .println(ansi.string("@|bold,red simpleflow:|@ ") + problem.strip().replaceAll("\\R", " "));
  }

  private String describe(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof SimpleflowException || e instanceof UsageException) {
      return message;
    }
    if (e instanceof OutOfMemoryError) {
      return "out of memory (%s); SIMPLEFLOW_JAVA_OPTS=-Xmx2g gives it more".formatted(message);
    }
    if (e instanceof IOException) {
      return "%s (%s)".formatted(message, e.getClass().getSimpleName());
    }
    String more = session.options.verbose ? "" : "; --verbose shows where";
    return "unexpected %s%s%s"
        .formatted(e.getClass().getName(), message.isEmpty() ? "" : ": " + message, more);
  }

  private static boolean isClosedPipe(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && "Broken pipe".equals(cause.getMessage())) {
        return true;
      }
    }
    return false;
  }
}
