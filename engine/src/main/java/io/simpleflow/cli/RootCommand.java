package io.simpleflow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself: the options that every command takes, before its name or after it. */
@Command(
    name = "simpleflow",
    description = "Starts durable workflows and looks at them.",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions, before or after the command:%n",
    commandListHeading = "%nCommands:%n",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  simpleflow start --local examples.basic.BasicWorkflow <<< '{\"args\": [1]}'",
      "  simpleflow status",
      "  simpleflow --format json --header list --status closed",
      "",
      "Environment: SIMPLEFLOW_BACKEND, SIMPLEFLOW_CLASSPATH, SIMPLEFLOW_FORMAT,",
      "SIMPLEFLOW_HOME, SIMPLEFLOW_STORE, SIMPLEFLOW_SYNCHRONOUS, SIMPLEFLOW_JAVA_OPTS,",
      "SWF_DOMAIN, LOG_LEVEL, NO_COLOR, and AWS_* where the backend uses AWS.",
      "Exit codes: 0 done, 1 not found or the workflow failed, 2 wrong usage,",
      "130 after Ctrl-C, 143 after SIGTERM."
    })
final class RootCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** When to use colours. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Where executions live: local (the default), or another that is found.")
  @Nullable String backend;

  @Option(
      names = "--local",
      scope = ScopeType.INHERIT,
      description = "The same as --backend local.")
  boolean local;

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      scope = ScopeType.INHERIT,
      description = "The domain of the executions.")
  @Nullable String domain;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The AWS region, instead of the environment's or the profile's.")
  @Nullable String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The profile in the AWS configuration that has region and credentials.")
  @Nullable String profile;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where the service is, if it is not AWS itself.")
  @Nullable String endpoint;

  @Option(
      names = "--store",
      paramLabel = "memory|FILE",
      scope = ScopeType.INHERIT,
      description = "Where the local backend keeps its histories.")
  @Nullable String store;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "A setting of the backend; may be repeated.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description = "Jars and folders with workflows and plugins, as java takes them.")
  @Nullable String classPath;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "How to print: tabular, csv, tsv, json, prettyjson, human, or a plugin's.")
  @Nullable String format;

  @Option(
      names = "--header",
      negatable = true,
      scope = ScopeType.INHERIT,
      description = "Print the names of the columns, or not (the default).")
  boolean header;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      scope = ScopeType.INHERIT,
      description = "Colours in help and errors; auto means on a terminal.")
  Color color = Color.AUTO;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show the log, and where errors come from.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Nothing on stderr but errors.")
  boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    self.usage(self.getErr());
    return Failures.USAGE;
  }

  /** The options that are values of the backend's settings, by their keys. */
  Map<String, String> backendSettings() {
    Map<String, String> values = new LinkedHashMap<>(settings);
    put(values, "region", region);
    put(values, "profile", profile);
    put(values, "endpoint", endpoint);
    put(values, "store", store);
    return values;
  }

  private static void put(Map<String, String> values, String key, @Nullable String value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  /** The options, the backend's apart, that another command needs so as to look there too. */
  List<String> place() {
    List<String> words = new ArrayList<>();
    add(words, "--domain", domain);
    add(words, "--region", region);
    add(words, "--profile", profile);
    add(words, "--endpoint", endpoint);
    add(words, "--store", store);
    settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    return words;
  }

  private static void add(List<String> words, String option, @Nullable String value) {
    if (value != null) {
      words.addAll(List.of(option, value));
    }
  }
}
