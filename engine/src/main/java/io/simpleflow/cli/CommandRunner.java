package io.simpleflow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line, runs what it asks for, and turns whatever happens into an exit code. */
final class CommandRunner {
  private final Session session;
  private final Failures failures;

  CommandRunner(Session session) {
    this.session = session;
    this.failures = new Failures(session);
  }

  /** Returns the exit code; throws nothing. */
  int run(List<String> args) {
    try {
      int code = commandLine(args).execute(args.toArray(String[]::new));
      return code == 0 ? flushed() : code;
    } catch (Throwable e) {
      return failures.report(e);
    }
  }

  private int flushed() throws IOException {
    session.streams.out().flush();
    session.streams.data().requireWritten();
    return 0;
  }

  private CommandLine commandLine(List<String> args) {
    CommandLine root = Commands.commandLine(session, args);
    root.setOut(new PrintWriter(session.streams.out()));
    root.setErr(new PrintWriter(session.streams.err(), true, StandardCharsets.UTF_8));
    root.setExpandAtFiles(false);
    root.setOverwrittenOptionsAllowed(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExecutionStrategy(this::execute);
    root.setParameterExceptionHandler((e, unused) -> refuse(e));
    root.setExecutionExceptionHandler((e, command, parsed) -> failures.report(e));
    return root;
  }

  private int execute(ParseResult parsed) {
    CommandLine root = parsed.commandSpec().commandLine();
    Ansi ansi = failures.colored(session.streams.outIsTerminal()) ? Ansi.ON : Ansi.OFF;
    root.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    try {
      // Even for a command that prints nothing: an option is never ignored.
      session.format();
      session.checkLogLevel();
    } catch (UsageException e) {
      return failures.report(e);
    }
    return new RunLast().execute(parsed);
  }

  private int refuse(ParameterException e) {
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    return failures.usage("%s; see %s".formatted(message(e), help));
  }

  private static String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
      return String.valueOf(e.getMessage());
    }
    String word = unmatched.getUnmatched().get(0);
    if (e.getCommandLine().getParent() != null) {
      return "one word too many: '%s'".formatted(word);
    }
    List<String> suggestions = unmatched.getSuggestions();
    return suggestions.isEmpty()
        ? "there is no command '%s'".formatted(word)
        : "there is no command '%s'; is it %s?".formatted(word, String.join(" or ", suggestions));
  }
}
