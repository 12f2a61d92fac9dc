package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what the README shows is so: its code is that of the examples, its commands run. */
class ReadmeTest {
  private static final Path TOP = Path.of("../..");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile(
          "^\\$ \\./simpleflow ([^<\n]*?)(?: <<< '(.*)')?\n((?:[^$`\n].*\n)*)", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  /** Takes a while, needs a jar that is the reader's, or changes what exists. */
  private static final Pattern NOT_RUN = Pattern.compile("longrunning|my-workflows\\.jar|resume");

  @TempDir Path home;

  private static String readme() throws IOException {
    return Files.readString(TOP.resolve("README.md"));
  }

  private static String withoutIndent(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String examples() throws IOException {
    try (Stream<Path> files = Files.walk(TOP.resolve("plugins/examples/src/main/java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        all.append(withoutIndent(Files.readString(file))).append('\n');
      }
      return all.toString();
    }
  }

  @Test
  void showsCodeThatStandsInTheExamples() throws IOException {
    String examples = examples();
    Matcher snippets = JAVA.matcher(readme());
    int count = 0;
    while (snippets.find()) {
      assertThat(examples).contains(withoutIndent(snippets.group(1)));
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(4);
  }

  @Test
  void showsCommandsThatPrintWhatItSays() throws IOException {
    Matcher commands = COMMAND.matcher(readme());
    List<String> run = new ArrayList<>();
    while (commands.find()) {
      String command = commands.group(1).strip();
      if (NOT_RUN.matcher(command).find()) {
        continue;
      }
      run.add(command);
      String input = commands.group(2) == null ? "" : commands.group(2);
      String expected = commands.group(3);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(run(command, input, out)).as(command).isZero();
      assertThat(out.toString(UTF_8)).as(command).contains(expected);
    }
    assertThat(run).hasSizeGreaterThanOrEqualTo(5);
  }

  /** The workflow prints by System.out, as workflows do. */
  private int run(String command, String input, ByteArrayOutputStream out) {
    PrintStream standard = System.out;
    PrintStream captured = new PrintStream(out, true, UTF_8);
    System.setOut(captured);
    try {
      return Main.run(
          List.of(command.split(" +")),
          Map.of("SIMPLEFLOW_HOME", home.toString()),
          new ByteArrayInputStream(input.getBytes(UTF_8)),
          captured,
          new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    } finally {
      System.setOut(standard);
    }
  }

  @Test
  void linksToWhatIsThere() throws IOException {
    Matcher links = LINK.matcher(readme());
    int count = 0;
    while (links.find()) {
      assertThat(TOP.resolve(links.group(1))).exists();
      count++;
    }
    assertThat(count).isPositive();
  }
}
