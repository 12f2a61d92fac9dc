package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.distribution.CommandLine;
import io.simpleflow.distribution.CommandLine.Result;
import io.simpleflow.spi.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars are dropped in; what is in them is there. */
class DropInJarTest {
  private static final String GREETING =
      """
      package dropped;

      import io.simpleflow.Activity;
      import io.simpleflow.Workflow;
      import io.simpleflow.WorkflowType;

      @WorkflowType(name = "greeting", version = "7")
      public class Greeting extends Workflow {
        @Activity(name = "dropped.greet")
        public static String greet(String name) {
          return "Hello, " + name;
        }

        public String run(String name) {
          return submit(Greeting::greet, name).result();
        }
      }
      """;

  @TempDir private Path home;
  private CommandLine commands;

  @BeforeEach
  void useItsOwnFolder() {
    commands = new CommandLine(home);
  }

  private Path greeting(String jar) throws IOException {
    return DroppedJar.of("dropped.Greeting", GREETING).build(home.resolve(jar));
  }

  @Test
  void runsAWorkflowOfAJarOnTheClasspathOption() throws IOException {
    String jar = greeting("greeting.jar").toString();

    assertThat(start("--classpath", jar).code()).isZero();
    assertThat(commands.run("history").out()).contains("Hello, you");
  }

  @Test
  void runsAWorkflowOfAFolderOfClassesOrOfJars() throws IOException {
    Path jar = greeting("greeting.jar");
    assertThat(start("--classpath", home + File.separator + "*").code()).isZero();
    try (FileSystem content = FileSystems.newFileSystem(jar)) {
      Path classes = Files.createDirectories(home.resolve("classes/dropped"));
      Files.copy(content.getPath("dropped/Greeting.class"), classes.resolve("Greeting.class"));
    }
    assertThat(start("--classpath", home.resolve("classes").toString()).code()).isZero();
  }

  @Test
  void runsAWorkflowOfAJarOnTheClasspathVariable() throws IOException {
    commands = commands.with("SIMPLEFLOW_CLASSPATH", greeting("greeting.jar").toString());

    assertThat(start().code()).isZero();
    assertThat(commands.run("history").out()).contains("Hello, you");
  }

  @Test
  void runsAWorkflowOfAJarInThePluginsFolder() throws Exception {
    Path jar = greeting("installation-plugins.jar");
    Path plugins = Files.createDirectories(home.resolve("installation/plugins"));
    Files.move(jar, plugins.resolve("greeting.jar"));
    JavaProcess.Recipe recipe =
        JavaProcess.Recipe.commandLine(home)
            .withOption("-Dsimpleflow.home=" + home.resolve("installation"));

    JavaProcess listing = recipe.start("--format", "csv", "plugins");
    assertThat(listing.exitCode()).as(listing.err()).isZero();
    assertThat(listing.out().lines())
        .filteredOn(line -> line.contains("dropped"))
        .hasSize(2)
        .allMatch(line -> line.contains("plugins/greeting.jar"));
    assertThat(recipe.start("start", "greeting", "-i", "[\"you\"]").exitCode()).isZero();
    assertThat(commands.run("history").out()).contains("Hello, you");
  }

  @Test
  void listsWhatIsInAJarWithThatJar() throws IOException {
    String jar = greeting("greeting.jar").toString();

    Result result = commands.run("--format", "tsv", "plugins", "--classpath", jar);

    assertThat(result.out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("workflow\tgreeting\t7\t").contains(jar))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("activity\tdropped.greet\tdefault\t").contains(jar));
  }

  @Test
  void refusesTwoTasksOfOneNameAndNamesBothJars() throws IOException {
    Path other =
        DroppedJar.of(
                "other.Other",
                """
                package other;

                public class Other {
                  @io.simpleflow.Activity(name = "dropped.greet")
                  public static String greet(String name) {
                    return name;
                  }
                }
                """)
            .build(home.resolve("other.jar"));

    requireConflict(List.of(greeting("greeting.jar"), other), "dropped.greet");
  }

  @Test
  void refusesTwoCopiesOfATaskAndNamesBothJars() throws IOException {
    requireConflict(List.of(greeting("greeting.jar"), greeting("copy.jar")), "dropped.Greeting");
  }

  @Test
  void refusesTwoProvidersOfOneNameAndNamesBothPlaces() throws IOException {
    Path jar =
        new DroppedJar(
                "other.OtherProvider",
                """
                package other;

                import io.simpleflow.spi.*;

                public class OtherProvider implements BackendProvider {
                  public String name() {
                    return "local";
                  }

                  public String description() {
                    return "not what it says";
                  }

                  public Backend open(Settings settings, Access access, Timekeeper timekeeper) {
                    throw new IllegalStateException("never opened");
                  }
                }
                """,
                BackendProvider.class.getName())
            .build(home.resolve("other.jar"));

    requireConflict(List.of(jar), "'local'", "LocalBackendProvider in ");
  }

  private void requireConflict(List<Path> jars, String... parts) {
    String classPath = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    Result result = start("--quiet", "--classpath", classPath);

    assertThat(result.code()).isNotZero();
    assertThat(result.err().lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("simpleflow: two ")
                    .contains(parts)
                    .contains(jars.stream().map(Path::toString).toArray(String[]::new)));
  }

  private Result start(String... options) {
    List<String> words = new ArrayList<>(List.of("start", "greeting", "-i", "[\"you\"]"));
    words.addAll(List.of(options));
    return commands.run(words.toArray(String[]::new));
  }
}
