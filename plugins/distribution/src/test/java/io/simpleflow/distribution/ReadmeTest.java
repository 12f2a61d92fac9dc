package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.cli.Main;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
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
          "^\\$ (\\./simpleflow|export|javac|jar) ([^<\n]*?)(?: <<< '(.*)')?\n((?:[^$`\n].*\n)*)",
          Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  /** Runs until it is stopped. */
  private static final Pattern LASTING =
      Pattern.compile("(server|decider start|worker start)\\b.*");

  /** Takes a while, or changes what exists. */
  private static final Pattern NOT_RUN = Pattern.compile("longrunning|resume");

  /** What the reader is to put into a file. */
  private static final Pattern OWN_CLASS =
      Pattern.compile("package .*?\\npublic class (\\w+)", Pattern.DOTALL);

  private static final Pattern COORDINATES = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  private static final Pattern OWN_FILE = Pattern.compile("Greeting\\.java|greeting\\.jar|classes");
  private static final String CLASS_PATH = System.getProperty("java.class.path", "");

  @TempDir Path home;
  private final List<Thread> lasting = new ArrayList<>();
  private String endpoint = "";

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
      if (snippets.group(1).startsWith("package ")) {
        continue; // Compiled with the commands.
      }
      assertThat(examples).contains(withoutIndent(snippets.group(1)));
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(4);
  }

  @Test
  void showsCommandsThatPrintWhatItSays() throws Exception {
    writeOwnClasses();
    int run = 0;
    try {
      for (String section : readme().split("\n## ", -1)) {
        run += runCommands(section);
      }
    } finally {
      stopWhatLasts();
    }
    assertThat(run).isGreaterThanOrEqualTo(17);
  }

  private void writeOwnClasses() throws IOException {
    Matcher snippets = JAVA.matcher(readme());
    while (snippets.find()) {
      Matcher own = OWN_CLASS.matcher(snippets.group(1));
      if (own.lookingAt()) {
        Files.writeString(home.resolve(own.group(1) + ".java"), snippets.group(1));
      }
    }
  }

  @Test
  void namesTheLibraryAsItIsBuilt() throws IOException {
    Matcher coordinates = COORDINATES.matcher(readme());
    assertThat(coordinates.find()).isTrue();
    List<String> lines = coordinates.group(1).lines().map(String::strip).toList();
    assertThat(Files.readString(TOP.resolve("pom.xml"))).contains(lines.get(1), lines.get(3));
    assertThat(Files.readString(TOP.resolve("api/pom.xml"))).contains(lines.get(2));
  }

  /** Runs those of a section, which has terminals of its own, and returns how many there were. */
  private int runCommands(String section) throws Exception {
    Map<String, String> environment =
        new HashMap<>(Map.of("SIMPLEFLOW_HOME", home.toString(), "AWS_REGION", "us-east-1"));
    int count = 0;
    Matcher commands = COMMAND.matcher(section);
    while (commands.find()) {
      String command = commands.group(2).strip();
      String program = commands.group(1);
      if (program.equals("export")) {
        export(command, environment);
      } else if (!program.equals("./simpleflow")) {
        assertThat(runTool(program, command)).as(command).isZero();
        count++;
      } else if (LASTING.matcher(command).matches()) {
        begin(command, environment);
        count++;
      } else if (!NOT_RUN.matcher(command).find()) {
        String input = commands.group(3) == null ? "" : commands.group(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(command, input, environment, out)).as(command).isZero();
        assertThat(out.toString(UTF_8)).as(command).contains(commands.group(4));
        count++;
      }
    }
    return count;
  }

  /** Takes variables as they are written, but for the port, which may not be free. */
  private void export(String command, Map<String, String> environment) {
    for (String assignment : command.split(" +", -1)) {
      String[] parts = assignment.split("=", 2);
      boolean isEndpoint = parts[0].equals("AWS_ENDPOINT_URL_SWF");
      environment.put(parts[0], isEndpoint ? endpoint : parts[1]);
    }
  }

  /** Lets a command run in a thread, and waits until it says that it is there. */
  private void begin(String command, Map<String, String> environment) throws Exception {
    List<String> args = new ArrayList<>(List.of(command.split(" +", -1)));
    if (args.get(0).equals("server")) {
      args.addAll(List.of("--port", "0"));
    }
    PipedInputStream said = new PipedInputStream();
    PrintStream err = new PrintStream(new PipedOutputStream(said), true, UTF_8);
    Map<String, String> variables = Map.copyOf(environment);
    Thread thread =
        new Thread(
            () ->
                Main.run(
                    args,
                    variables,
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    err),
            args.get(0));
    thread.start();
    lasting.add(thread);
    String line = new BufferedReader(new InputStreamReader(said, UTF_8)).readLine();
    Matcher address = Pattern.compile("http://[^ ]+").matcher(line);
    if (address.find()) {
      endpoint = address.group();
    } else {
      assertThat(line).contains(" started: ");
    }
  }

  private void stopWhatLasts() throws InterruptedException {
    Collections.reverse(lasting);
    for (Thread thread : lasting) {
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  /** Runs a program of the JDK, in the folder where the reader's files are. */
  private int runTool(String program, String command) {
    String[] words =
        Arrays.stream(command.split(" +", -1))
            .map(word -> word.equals("'target/installation/lib/*'") ? CLASS_PATH : own(word))
            .toArray(String[]::new);
    return ToolProvider.findFirst(program).orElseThrow().run(System.out, System.err, words);
  }

  private String own(String word) {
    return OWN_FILE.matcher(word).matches() ? home.resolve(word).toString() : word;
  }

  /** The workflow prints by System.out, as workflows do. */
  private int run(
      String command, String input, Map<String, String> environment, ByteArrayOutputStream out) {
    PrintStream standard = System.out;
    PrintStream captured = new PrintStream(out, true, UTF_8);
    System.setOut(captured);
    try {
      return Main.run(
          Arrays.stream(command.split(" +", -1)).map(this::own).toList(),
          environment,
          new ByteArrayInputStream(input.getBytes(UTF_8)),
          captured,
          new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
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
