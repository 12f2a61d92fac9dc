package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.engine.tasks.SourceJar;
import io.simpleflow.spi.CommandProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCommandsTest {
  @TempDir Path folder;
  private Path jar;

  private Path jar(String name) {
    String source =
        """
        package acme;

        import io.simpleflow.spi.*;
        import java.time.Duration;
        import java.util.concurrent.Callable;
        import picocli.CommandLine.*;

        public class Greeting implements CommandProvider {
          public String name() { return "%s"; }
          public String description() { return "Greets somebody."; }
          public Callable<Integer> command(CommandContext context) { return new Greet(context); }

          static class Greet implements Callable<Integer> {
            private final CommandContext context;
            @Parameters(paramLabel = "NAME") String whom;
            @Option(names = "--times") int times = 1;
            @Option(names = "--store") java.util.List<String> stores = java.util.List.of();

            Greet(CommandContext context) { this.context = context; }

            public Integer call() throws Exception {
              return context.untilStopped(Duration.ofSeconds(1), () -> {
                if (times > 9) {
                  throw new io.simpleflow.ConfigurationException("too often");
                }
                context.err().println("greeting");
                context.out().println("Hélène greets " + whom);
                if (!stores.isEmpty()) {
                  context.out().println("stores " + stores + " " + context.environment());
                }
                return times;
              });
            }
          }
        }
        """;
    return new SourceJar()
        .with("acme.Greeting", source.formatted(name))
        .withService(CommandProvider.class, "acme.Greeting")
        .build(folder.resolve(name + ".jar"));
  }

  @BeforeEach
  void makeAJar() {
    jar = jar("greet");
  }

  @Test
  void runWithTheirOptionsAndGiveTheExitCode() {
    CommandResult result =
        CommandResult.of("--classpath", jar.toString(), "greet", "Ann", "--times", "3");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEqualTo("Hélène greets Ann" + System.lineSeparator());
    assertThat(result.err()).isEqualTo("greeting" + System.lineSeparator());
  }

  @Test
  void mayHaveOptionsOfTheProgramsNamesAndSeeThoseBeforeTheirNameInTheEnvironment() {
    CommandResult result =
        CommandResult.of(
            "--classpath=" + jar,
            "--domain=trips",
            "--store=all",
            "greet",
            "Ann",
            "--store=x",
            "--store=y");
    assertThat(result.out())
        .contains("stores [x, y] ")
        .contains("SIMPLEFLOW_STORE=all")
        .contains("SWF_DOMAIN=trips");
  }

  @Test
  void areFoundWhereverTheClassPathIsNamed() {
    assertThat(CommandResult.of("greet", "Ann", "--classpath=" + jar).code()).isEqualTo(1);
    assertThat(CommandResult.of("-q", "--format", "json", "greet", "--classpath=" + jar).err())
        .contains("Missing required parameter: 'NAME'; see simpleflow greet --help");
  }

  @Test
  void failAsEveryCommandDoes() {
    CommandResult result =
        CommandResult.of("greet", "Ann", "--times", "10", "--classpath", jar.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("simpleflow: too often\n");
  }

  @Test
  void areToldOfByHelpCompletionAndPlugins() {
    String[] places = {"--classpath", jar.toString()};
    assertThat(CommandResult.of("--help", places[0], places[1]).out())
        .containsPattern("greet +Greets somebody\\.");
    assertThat(CommandResult.of("help", "greet", places[0], places[1]).out())
        .startsWith("Usage: simpleflow greet [OPTIONS]\n\nGreets somebody.")
        .doesNotContain("Examples:");
    assertThat(CommandResult.of("completion", places[0], places[1]).out()).contains("--times");
    assertThat(CommandResult.of("plugins", places[0], places[1]).out())
        .containsPattern("command +greet +acme.Greeting +.*greet.jar");
  }

  @Test
  void mayNotHaveTheNameOfAnother() {
    CommandResult result = CommandResult.of("greet", "--classpath", jar("start").toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("simpleflow: command 'start' (acme.Greeting in ")
        .contains("start.jar): simpleflow has a command of that name");
  }

  @Test
  void leaveTheHelpBeWhenTheyAreBroken() {
    CommandResult result = CommandResult.of("--help", "--classpath", jar("start").toString());
    assertThat(result.code()).isZero();
    assertThat(result.err()).startsWith("some commands are missing: command 'start'");
    assertThat(result.out()).startsWith("Usage: simpleflow");
  }

  @Test
  void areNotLookedForWhenTheCommandIsSimpleflowsOwn() {
    CommandResult result =
        CommandResult.of("plugins", "--help", "--classpath", jar("start").toString());
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
  }
}
