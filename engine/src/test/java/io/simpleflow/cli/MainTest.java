package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void listsAllCommandsInItsHelp() {
    CommandResult result = CommandResult.of("--help");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Usage: simpleflow ")
        .contains(
            "SIMPLEFLOW_STORE, SIMPLEFLOW_SYNCHRONOUS,",
            "SWF_DOMAIN,",
            "130 after Ctrl-C, 143 after SIGTERM")
        .contains("start, workflow.start ", "status, workflow.tasks ", "completion ");
  }

  @Test
  void showsItsHelpAsAnErrorWithoutACommand() {
    CommandResult result = CommandResult.of();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Usage: simpleflow ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "standalone",
        "decider",
        "decider start",
        "decider.start",
        "worker",
        "worker start",
        "worker.start",
        "activity",
        "activity rerun",
        "activity.rerun",
        "activity complete",
        "activity fail",
        "activity cancel",
        "activity heartbeat",
        "resume",
        "restart",
        "status",
        "profile",
        "info",
        "history",
        "list",
        "filter",
        "task",
        "task info",
        "task.info",
        "signal",
        "cancel",
        "terminate",
        "plugins",
        "completion",
        "help",
        "workflow.start",
        "workflow.restart",
        "workflow.tasks",
        "workflow.profile",
        "workflow.info",
        "workflow.history",
        "workflow.list",
        "workflow.filter",
        "workflow.signal",
        "workflow.cancel",
        "workflow.terminate"
      })
  void givesExamplesInTheHelpOfEveryCommand(String command) {
    CommandResult result = CommandResult.of((command + " --help").split(" "));
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("Usage: simpleflow ")
        .contains("\nExamples:\n  ")
        .doesNotContain("--backend=NAME");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void showsTheHelpOfACommandByName() {
    assertThat(CommandResult.of("help", "status").out())
        .isEqualTo(CommandResult.of("status", "--help").out());
  }

  @Test
  void completesCommandsInAShell() {
    assertThat(CommandResult.of("completion").out())
        .startsWith("#!")
        .contains("workflow.tasks", "--nb-tasks");
  }

  @Test
  void saysItsVersion() {
    assertThat(CommandResult.of("--version").out()).matches("simpleflow .* \\(Java .*\\)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stat                         | there is no command 'stat'; is it status",
        "status --bogus               | Unknown option: '--bogus'",
        "status --nb-tasks x          | 'x' is not an int",
        "start one two                | one word too many: 'two'",
        "start                        | Missing required parameter: 'WORKFLOW'",
        "start w -i '{\"args\":[}'    | line 1, column 10",
        "start w -i '{\"x\":1}'       | unknown x; arguments by name go into \"kwargs\"",
        "start w -i 1 --input-file f  | exclude each other",
        "start w --input-file missing | there is no missing",
        "start w --workers 0          | --workers must be positive, not 0",
        "start w --workers 10001      | --workers may be at most 10,000, not 10,001",
        "resume --deciders 1001       | --deciders may be at most 1,000, not 1,001",
        "start w --tags a,b,c,d,e,f   | 6 tags, where there may be five",
        "status --classpath missing   | --classpath: there is no",
        "status --format nice         | no format 'nice'; there is csv, human, json",
        "status --color sometimes     | --color",
        "history -o half              | '--output-format'",
        "filter --from-date yesterday | --from-date 'yesterday': write it as 2026-01-31",
        "filter -c failed -s open     | --close-status is for closed executions",
        "status --backend nope        | no backend 'nope'",
        "status --local --backend b   | --local and --backend b exclude each other",
        "signal w                     | Missing required option: '--name=NAME'",
        "task info w                  | which task?",
        "start w -l DEBUG             | set LOG_LEVEL=DEBUG, or --verbose",
        "start w --middleware-pre-execution m | an ActivityInterceptor on the class path",
        "activity rerun --workflow-id w | --scheduled-id or --activity-id",
        "activity fail TOKEN          | Missing required option: '--reason=TEXT'",
        "standalone w -i 1 -W 0       | --nb-workers must be positive, not 0"
      })
  void answersWrongUsageWithOneLine(String command, String problem) {
    CommandResult result = CommandResult.of(command.replace("'", "").split(" +"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("simpleflow: ")
        .contains(problem)
        .hasLineCount(1)
        .endsWith("\n");
  }

  @Test
  void takesOptionsBeforeAndAfterTheCommand() {
    assertThat(CommandResult.of("--backend", "nope", "status").err()).contains("'nope'");
    assertThat(CommandResult.of("status", "--backend", "nope").err()).contains("'nope'");
  }

  @Test
  void takesTheBackendAndTheFormatFromTheEnvironment() {
    assertThat(CommandResult.of(Map.of("SIMPLEFLOW_BACKEND", "nope"), "", "status").err())
        .contains("no backend 'nope'");
    assertThat(CommandResult.of(Map.of("SIMPLEFLOW_FORMAT", "nope"), "", "plugins"))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(2);
              assertThat(result.err()).contains("no format 'nope'");
            });
    assertThat(CommandResult.of(Map.of("SIMPLEFLOW_CLASSPATH", "/missing"), "", "plugins").err())
        .contains("SIMPLEFLOW_CLASSPATH: there is no /missing");
  }

  @Test
  void refusesALogLevelThatThereIsNot() {
    CommandResult result = CommandResult.of(Map.of("LOG_LEVEL", "loud"), "", "plugins");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "simpleflow: LOG_LEVEL is 'loud'; there is"
                + " ALL, TRACE, DEBUG, INFO, WARN, ERROR, OFF\n");
    assertThat(CommandResult.of(Map.of("LOG_LEVEL", "debug"), "", "plugins").code()).isZero();
  }

  @Test
  void refusesInputThatIsNotUtf8() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of("start", "w"),
            Map.of(),
            new ByteArrayInputStream(new byte[] {'"', (byte) 0xff, '"'}),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("standard input is not text in UTF-8");
  }

  @Test
  void coloursItsErrorsWhenAskedTo() {
    assertThat(CommandResult.of("--color", "always", "task").err()).startsWith("Usage");
    assertThat(CommandResult.of("--color", "always", "status", "--backend", "nope").err())
        .startsWith("\u001b[");
    assertThat(CommandResult.of("--color", "always", "--help").out()).contains("\u001b[");
  }

  @Test
  void showsWhereAnErrorComesFromWhenAskedTo() {
    assertThat(CommandResult.of("--verbose", "status", "--backend", "nope").err())
        .contains("\tat io.simpleflow.");
  }

  @Test
  void endsQuietlyWhenItsReaderIsGone() {
    assertThat(toStream("Broken pipe")).isEqualTo("0 ");
  }

  @Test
  void saysWhenItsOutputCannotBeWritten() {
    assertThat(toStream("No space left on device"))
        .isEqualTo("1 simpleflow: No space left on device (IOException)\n");
  }

  private static String toStream(String problem) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(problem);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of("completion"),
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            broken,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return code + " " + err.toString(StandardCharsets.UTF_8);
  }
}
