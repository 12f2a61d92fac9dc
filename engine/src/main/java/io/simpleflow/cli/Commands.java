package io.simpleflow.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** All commands by their names: short ones, and those of the original. */
final class Commands {
  private static final List<Entry> ALL =
      List.of(
          new Entry(StartCommand::new, "start", "workflow.start"),
          new Entry(ResumeCommand::new, "resume", "workflow.resume"),
          new Entry(RestartCommand::new, "restart", "workflow.restart"),
          new Entry(StatusCommand::new, "status", "workflow.tasks"),
          new Entry(ProfileCommand::new, "profile", "workflow.profile"),
          new Entry(InfoCommand::new, "info", "workflow.info"),
          new Entry(HistoryCommand::new, "history", "workflow.history"),
          new Entry(ListCommand::new, "list", "workflow.list"),
          new Entry(FilterCommand::new, "filter", "workflow.filter"),
          new Entry(TaskCommand::new, "task"),
          new Entry(TaskInfoCommand::new, "task.info"),
          new Entry(SignalCommand::new, "signal", "workflow.signal"),
          new Entry(CancelCommand::new, "cancel", "workflow.cancel"),
          new Entry(TerminateCommand::new, "terminate", "workflow.terminate"),
          new Entry(PluginsCommand::new, "plugins"),
          new Entry(CompletionCommand::new, "completion"),
          new Entry(session -> new HelpCommand(), "help"));

  private Commands() {}

  /**
   * Returns the command line with the command that {@code args} name. Where they name none of
   * these, or ask for help, it has them all and those of plugins: to set up every command takes
   * longer than to run one.
   */
  static CommandLine commandLine(Session session, List<String> args) {
    CommandLine root = new CommandLine(session.options);
    root.getCommandSpec().version(version());
    Optional<String> word = commandWord(root.getCommandSpec(), args);
    Optional<Entry> named = word.flatMap(Commands::entry);
    boolean forAll = named.isEmpty() || named.get().listsOthers();
    for (Entry entry : forAll ? ALL : List.of(named.get())) {
      root.addSubcommand(
          entry.names.get(0),
          entry.make.apply(session),
          entry.names.subList(1, entry.names.size()).toArray(String[]::new));
    }
    if (forAll) {
      new PluginCommands(session).addTo(root, args, word.isPresent() && named.isEmpty());
    }
    CommandLine task = root.getSubcommands().get("task");
    if (task != null) {
      task.addSubcommand("info", new TaskInfoCommand(session));
    }
    describe(root);
    return root;
  }

  /** The first word that is neither an option nor an option's value. */
  private static Optional<String> commandWord(CommandSpec root, List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("-")) {
        return Optional.of(arg);
      }
      OptionSpec option = root.findOption(arg);
      if (option != null && option.arity().min() > 0) {
        i++;
      }
    }
    return Optional.empty();
  }

  private static Optional<Entry> entry(String word) {
    return ALL.stream().filter(entry -> entry.names.contains(word)).findFirst();
  }

  /** What all commands have in common in their help. */
  private static void describe(CommandLine command) {
    for (CommandLine sub : command.getSubcommands().values()) {
      CommandSpec spec = sub.getCommandSpec();
      boolean hasOptions = !ownOptions(spec).isEmpty();
      boolean hasWords = spec.positionalParameters().stream().anyMatch(words -> !words.hidden());
      spec.usageMessage()
          .synopsisHeading("Usage: ")
          .descriptionHeading("%n")
          .parameterListHeading(hasWords ? "%n" : "")
          .optionListHeading(
              hasOptions ? "%nOptions (simpleflow --help has those of all commands):%n" : "")
          .commandListHeading("%nCommands:%n")
          .footerHeading("%nExamples:%n")
          .sortOptions(false);
      sub.getHelpSectionMap()
          .put(
              UsageMessageSpec.SECTION_KEY_OPTION_LIST,
              help -> help.optionListExcludingGroups(ownOptions(help.commandSpec())));
      describe(sub);
    }
  }

  private static List<OptionSpec> ownOptions(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.inherited() && !option.hidden())
        .toList();
  }

  private static String version() {
    String version = Commands.class.getPackage().getImplementationVersion();
    return "simpleflow %s (Java %s)"
        .formatted(
            version == null ? "(not from a jar)" : version, System.getProperty("java.version"));
  }

  private static final class Entry {
    final Function<Session, Object> make;
    final List<String> names;

    Entry(Function<Session, Object> make, String... names) {
      this.make = make;
      this.names = List.of(names);
    }

    /** Whether it tells of the other commands. */
    boolean listsOthers() {
      return names.contains("help") || names.contains("completion");
    }
  }
}
