package io.simpleflow.cli;

import io.simpleflow.ConfigurationException;
import io.simpleflow.engine.Plugins;
import io.simpleflow.spi.CommandContext;
import io.simpleflow.spi.CommandProvider;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The commands that plugins add to the command line, and what they are given. */
final class PluginCommands implements CommandContext {
  private final Session session;
  private final PrintStream out;

  PluginCommands(Session session) {
    this.session = session;
    this.out = new PrintStream(session.streams.data(), true, StandardCharsets.UTF_8);
  }

  /**
   * Adds the commands that are found.
   *
   * @param args what is about to be parsed: it may say where plugins are
   * @param required whether a command is wanted that nobody else has; otherwise help does not fail
   *     for a broken plugin
   * @throws ConfigurationException if one cannot be made, or has the name of another
   */
  void addTo(CommandLine root, List<String> args, boolean required) {
    session.options.classPath = classPath(args);
    try {
      for (Plugins.Found<CommandProvider> found : session.plugins().commands()) {
        add(root, found);
      }
    } catch (ConfigurationException | UsageException e) {
      if (required) {
        throw e;
      }
      session.note("some commands are missing: " + e.getMessage());
    }
  }

  private static @Nullable String classPath(List<String> args) {
    RootCommand options = new RootCommand();
    try {
      new CommandLine(options)
          .setUnmatchedArgumentsAllowed(true)
          .setOverwrittenOptionsAllowed(true)
          .parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      // It is refused when it is parsed with all commands.
    }
    return options.classPath;
  }

  private void add(CommandLine root, Plugins.Found<CommandProvider> found) {
    if (root.getSubcommands().containsKey(found.name())) {
      throw refused(found, "simpleflow has a command of that name; remove or rename it");
    }
    CommandLine command;
    try {
      command = new CommandLine(found.plugin().command(this));
    } catch (InitializationException e) {
      throw refused(found, String.valueOf(e.getMessage()));
    }
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    if (usage.description().length == 0) {
      usage.description(found.plugin().description());
    }
    add(root, found.name(), command);
  }

  /** Adds a command; an option of its own replaces the program's option of the same name. */
  private static void add(CommandLine root, String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    List<OptionSpec> own =
        spec.options().stream()
            .filter(option -> inherited(root.getCommandSpec(), option).findAny().isPresent())
            .toList();
    own.forEach(spec::remove);
    root.addSubcommand(name, command);
    for (OptionSpec option : own) {
      inherited(spec, option).distinct().toList().forEach(spec::remove);
      spec.addOption(option);
    }
  }

  private static Stream<OptionSpec> inherited(CommandSpec spec, OptionSpec option) {
    return Arrays.stream(option.names())
        .map(spec::findOption)
        .filter(Objects::nonNull)
        .filter(found -> found.scopeType() == ScopeType.INHERIT);
  }

  private static ConfigurationException refused(Plugins.Found<CommandProvider> found, String why) {
    return new ConfigurationException(
        "command '%s' (%s in %s): %s"
            .formatted(found.name(), found.plugin().getClass().getName(), found.origin(), why));
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return session.streams.err();
  }

  /** The variables; an option before the command's name stands in for its variable. */
  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(session.environment);
    if (session.options.store != null) {
      environment.put("SIMPLEFLOW_STORE", session.options.store);
    }
    if (session.options.domain != null) {
      environment.put("SWF_DOMAIN", session.options.domain);
    }
    return environment;
  }

  @Override
  public ClassLoader classLoader() {
    return session.classLoader();
  }

  @Override
  public int untilStopped(Duration patience, Callable<Integer> work) throws Exception {
    try {
      return Interruption.<Exception>guard(session, patience, work::call);
    } catch (InterruptedException stopped) {
      return Failures.FAILED; // The process ends with the signal's own code.
    }
  }
}
