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
          new Entry(StandaloneCommand::new, "standalone"),
          new Entry(ResumeCommand::new, "resume", "workflow.resume"),
          new Entry(RestartCommand::new, "restart", "workflow.restart"),
          new Entry(DeciderStartCommand::new, "decider.start"),
          new Entry(WorkerStartCommand::new, "worker.start"),
          new Entry(StatusCommand::new, "status", "workflow.tasks"),
          new Entry(ProfileCommand::new, "profile", "workflow.profile"),
          new Entry(InfoCommand::new, "info", "workflow.info"),
          new Entry(HistoryCommand::new, "history", "workflow.history"),
          new Entry(ListCommand::new, "list", "workflow.list"),
          new Entry(FilterCommand::new, "filter", "workflow.filter"),
          new Entry(TaskInfoCommand::new, "task.info"),
          new Entry(SignalCommand::new, "signal", "workflow.signal"),
          new Entry(CancelCommand::new, "cancel", "workflow.cancel"),
          new Entry(TerminateCommand::new, "terminate", "workflow.terminate"),
          new Entry(ActivityRerunCommand::new, "activity.rerun"),
          new Entry(ActivityCompleteCommand::new, "activity.complete"),
          new Entry(ActivityFailCommand::new, "activity.fail"),
          new Entry(ActivityCancelCommand::new, "activity.cancel"),
          new Entry(ActivityHeartbeatCommand::new, "activity.heartbeat"),
          new Entry(PluginsCommand::new, "plugins"),
          new Entry(CompletionCommand::new, "completion"),
          new Entry(session -> new HelpCommand(), "help"));

  private static final List<Group> GROUPS =
      List.of(
          new Group("decider", "Makes decisions: decider start.", "decider start"),
          new Group(
              "worker", "Runs activities: worker start.", "worker start --task-list quickstart"),
          new Group(
              "task",
              "Shows single tasks: task info.",
              "task info basic-example-1 Arithmetic.twice"),
          new Group(
              "activity",
              "Runs an activity again, or answers for one: rerun, complete, fail, cancel, heartbeat.",
              "activity rerun --workflow-id basic-example-1 --scheduled-id 5"));

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
    List<Entry> named = word.map(Commands::entries).orElse(List.of());
    boolean forAll = named.isEmpty() || named.stream().anyMatch(Entry::listsOthers);
    for (Entry entry : forAll ? ALL : named) {
      add(session, entry, root);
    }
    if (forAll) {
      new PluginCommands(session).addTo(root, args, word.isPresent() && named.isEmpty());
    }
    describe(root);
    return root;
  }

  /** Adds a command by its names, and one with a dot to its group, too. */
  private static void add(Session session, Entry entry, CommandLine root) {
    String name = entry.names.get(0);
    CommandLine command = new CommandLine(entry.make.apply(session));
    root.addSubcommand(
        name, command, entry.names.subList(1, entry.names.size()).toArray(String[]::new));
    for (Group group : GROUPS) {
      if (group.has(name)) {
        command.getCommandSpec().usageMessage().hidden(true);
        group.in(root).addSubcommand(group.within(name), entry.make.apply(session));
      }
    }
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

  /** The command of a name, or those of a group. */
  private static List<Entry> entries(String word) {
    List<Entry> grouped =
        GROUPS.stream()
            .filter(group -> group.name().equals(word))
            .flatMap(group -> ALL.stream().filter(entry -> group.has(entry.names.get(0))))
            .toList();
    return grouped.isEmpty()
        ? ALL.stream().filter(entry -> entry.names.contains(word)).toList()
        : grouped;
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
          .footerHeading(spec.usageMessage().footer().length > 0 ? "%nExamples:%n" : "")
          .sortOptions(false);
      if (spec.usageMessage().customSynopsis().length == 0) {
        spec.usageMessage().customSynopsis(spec.qualifiedName() + " [OPTIONS]");
      }
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

  /**
   * Commands that share the word before the dot of their names.
   *
   * @param example one of them as it is typed
   */
  private record Group(String name, String description, String example) {
    boolean has(String command) {
      return command.startsWith(name + ".");
    }

    String within(String command) {
      return command.substring(name.length() + 1);
    }

    /** The command that holds them, added when it is not there. */
    CommandLine in(CommandLine root) {
      CommandLine holder = root.getSubcommands().get(name);
      if (holder == null) {
        holder = new CommandLine(new GroupCommand());
        holder
            .getCommandSpec()
            .usageMessage()
            .customSynopsis("simpleflow %s COMMAND".formatted(name))
            .description(description)
            .footer("  simpleflow " + example);
        root.addSubcommand(name, holder);
      }
      return holder;
    }
  }
}
