package io.simpleflow.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.distribution.CommandLine.Result;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows in jars and folders that nobody configured. */
class DroppedJarTest {
  private static final String SOURCE =
      """
      import io.simpleflow.*;
      @WorkflowType(name = "dropped", version = "1")
      public class Dropped extends Workflow {
        public int run() { return submit(Dropped::number).result(); }
        @Activity public static int number() { return 42; }
      }
      """;

  @TempDir private Path folder;
  private CommandLine commands;
  private Path jar;

  @BeforeEach
  void makeAJar() throws IOException {
    commands = new CommandLine(Files.createDirectories(folder.resolve("home")));
    Path source = Files.writeString(folder.resolve("Dropped.java"), SOURCE);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(result).isZero();
    jar = Files.createDirectories(folder.resolve("jars")).resolve("dropped.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("Dropped.class"));
      Files.copy(classes.resolve("Dropped.class"), out);
    }
  }

  @Test
  void areFoundByOption() {
    assertFound(commands, "--classpath", jar.toString());
    assertFound(commands, "--classpath", folder.resolve("classes").toString());
    assertFound(commands, "--classpath", folder.resolve("jars") + File.separator + "*");
  }

  @Test
  void areFoundByEnvironment() {
    assertFound(commands.with("SIMPLEFLOW_CLASSPATH", jar.toString()));
  }

  @Test
  void areListedWithTheirPlace() {
    assertThat(commands.run("--format", "csv", "plugins", "--classpath", jar.toString()).out())
        .contains("workflow,dropped,1,Dropped," + jar + "\r\n")
        .contains("activity,Dropped.number,default,Dropped.number," + jar + "\r\n");
  }

  @Test
  void areRefusedWhenTwoHaveOneName() {
    Path classes = folder.resolve("classes");
    Result result =
        commands.run("start", "dropped", "--classpath", jar + File.pathSeparator + classes);
    assertThat(result.code()).isNotZero();
    assertThat(result.err())
        .startsWith("simpleflow: ")
        .contains(jar.toString(), classes.toString())
        .hasLineCount(1);
  }

  private static void assertFound(CommandLine commands, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "start";
    args[1] = "dropped";
    System.arraycopy(options, 0, args, 2, options.length);
    Result result = commands.run(args);
    assertThat(result.err()).startsWith("workflow dropped-1-");
    assertThat(result.code()).isZero();
  }
}
