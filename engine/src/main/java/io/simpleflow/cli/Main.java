package io.simpleflow.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entry point of the command line. */
public final class Main {
  private static final Set<String> VERBOSE = Set.of("-v", "--verbose");

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * <p>The launcher tells what Java cannot find out, by system properties: {@code simpleflow.home},
   * the folder of the installation; {@code simpleflow.program}, what it was called as; and {@code
   * simpleflow.terminals}, the numbers of the standard streams that are terminals.
   */
  public static void main(String[] args) {
    configureLog(args);
    Session session =
        new Session(
            Streams.ofProcess(System.getProperty("simpleflow.terminals", "")),
            System.getenv(),
            System.getProperty("simpleflow.home"),
            System.getProperty("simpleflow.program", "simpleflow"));
    int code = run(Arrays.asList(args), session);
    System.exit(code == 0 ? printed(session) : code);
  }

  /** What workflows and activities print goes to a stream that tells of no error unasked. */
  private static int printed(Session session) {
    try {
      Streams.requirePrinted();
      return 0;
    } catch (IOException e) {
      return new Failures(session).report(e);
    }
  }

  /**
   * Runs a command in this process, with streams that are no terminals.
   *
   * @param args the command and its options
   * @param environment the environment variables to see
   * @return the exit code: 0 if all went well, 1 if something was not found or a workflow failed, 2
   *     if the command makes no sense
   */
  public static int run(
      List<String> args,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      PrintStream err) {
    return run(args, new Session(Streams.piped(in, out, err), environment, null, "simpleflow"));
  }

  private static int run(List<String> args, Session session) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (session) {
      return new CommandRunner(session).run(args);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** A command says what is needed; its log is for those who ask. Must run before anything logs. */
  private static void configureLog(String[] args) {
    String level = Arrays.stream(args).anyMatch(VERBOSE::contains) ? "INFO" : "WARN";
    String preset = System.getenv().getOrDefault("LOG_LEVEL", "");
    System.setProperty("LOG_LEVEL", preset.isEmpty() ? level : preset);
  }
}
