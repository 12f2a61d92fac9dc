package io.simpleflow.cli;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Plugins;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.stats.Table;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.OutputFormat;
import io.simpleflow.spi.Setting;
import io.simpleflow.spi.TaskCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of the command line: its options, streams and environment, and what they lead to. */
final class Session implements AutoCloseable {
  private static final String DEFAULT_BACKEND = "local";
  private static final String DOMAIN = "domain";
  private static final String SWF_DOMAIN = "SWF_DOMAIN";
  private static final List<String> LOG_LEVELS =
      List.of("ALL", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  final RootCommand options = new RootCommand();
  final Streams streams;
  final Map<String, String> environment;
  private final @Nullable String installation;
  private final String program;
  private @Nullable URLClassLoader loader;
  private @Nullable BackendProvider provider;

  /**
   * A session.
   *
   * @param installation the folder of the installation, if there is one
   * @param program what the user calls this program
   */
  Session(
      Streams streams,
      Map<String, String> environment,
      @Nullable String installation,
      String program) {
    this.streams = streams;
    this.environment = Map.copyOf(environment);
    this.installation = installation;
    this.program = program;
  }

  InstantSource clock() {
    return InstantSource.system();
  }

  /** The loader of what users bring; it becomes that of this thread. */
  ClassLoader classLoader() {
    if (loader == null) {
      loader =
          new ClassPath()
              .add("--classpath", options.classPath)
              .add("SIMPLEFLOW_CLASSPATH", environment.get("SIMPLEFLOW_CLASSPATH"))
              .addPlugins(installation)
              .loader(Session.class.getClassLoader());
      Thread.currentThread().setContextClassLoader(loader);
    }
    return loader;
  }

  /** Where code is looked for, for people. */
  String placesOfCode() {
    classLoader();
    String places =
        Arrays.stream(Objects.requireNonNull(loader).getURLs())
            .map(URL::getPath)
            .collect(Collectors.joining(", "));
    return (places.isEmpty() ? "the installation" : "the installation, " + places)
        + "; --classpath and SIMPLEFLOW_CLASSPATH name jars and folders";
  }

  Plugins plugins() {
    return new Plugins(classLoader());
  }

  /** The workflows and activities found; no backend is opened for it. */
  TaskCatalog tasks() {
    return Simpleflow.builder().classLoader(classLoader()).environment(environment).findTasks();
  }

  /**
   * Opens the backend that the options choose.
   *
   * @throws UsageException if there is none of that name, or a setting is wrong
   */
  Simpleflow open(Access access) {
    return open(access, null);
  }

  /**
   * As {@link #open(Access)}, for words that may begin with the domain.
   *
   * @param full the number of words with which the first must be a domain
   */
  Simpleflow open(Access access, List<String> words, int full) {
    return open(access, words, full, null);
  }

  /**
   * As the other, with code.
   *
   * @param tasks the code to use, instead of all that is found
   */
  Simpleflow open(Access access, List<String> words, int full, @Nullable TaskCatalog tasks) {
    takeDomain(words, full);
    return open(access, tasks);
  }

  /**
   * As {@link #open(Access)}.
   *
   * @param tasks the code to use, instead of all that is found
   */
  Simpleflow open(Access access, @Nullable TaskCatalog tasks) {
    try {
      BackendProvider provider = provider();
      Simpleflow.Builder builder =
          Simpleflow.builder()
              .provider(provider)
              .access(access)
              .settings(settings(provider))
              .environment(environment)
              .classLoader(classLoader());
      Simpleflow simpleflow = (tasks == null ? builder : builder.tasks(tasks)).open();
      checkDomain(simpleflow);
      return simpleflow;
    } catch (ConfigurationException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether the backend's executions are run by any process that decides and works for them. */
  boolean isShared() {
    return provider().isShared();
  }

  /**
   * Refuses a backend that runs executions only where they are started.
   *
   * @param what what makes no sense then
   */
  void requireShared(String what) {
    if (!isShared()) {
      throw new UsageException(
          "%s is for backends whose executions many processes run; '%s' runs them in the one that"
                  .formatted(what, backendName())
              + " has them: simpleflow start, simpleflow resume");
    }
  }

  private BackendProvider provider() {
    if (provider == null) {
      try {
        provider = plugins().backend(backendName());
      } catch (ConfigurationException e) {
        throw new UsageException(String.valueOf(e.getMessage()), e);
      }
    }
    return provider;
  }

  /**
   * Takes the domain from the words of a command where nothing else says it: a backend that has
   * several must know it before it can be opened.
   */
  private void takeDomain(List<String> words, int full) {
    boolean isNamed = options.domain != null || options.settings.containsKey(DOMAIN);
    int without = domain() == null ? Math.max(full - 1, 1) : full;
    if (!isNamed && words.size() >= without && heedsSwfDomain(provider())) {
      options.domain = words.get(0);
    }
  }

  /** Whether a backend has as many domains as SWF; others work in their own unless told. */
  private static boolean heedsSwfDomain(BackendProvider provider) {
    return provider.settings().stream()
        .anyMatch(
            setting ->
                setting.key().equals(DOMAIN) && setting.environmentVariable().equals(SWF_DOMAIN));
  }

  /** The name of the backend that the options choose. */
  String backendName() {
    if (options.backend != null) {
      if (options.local && !options.backend.equals(DEFAULT_BACKEND)) {
        throw new UsageException(
            "--local and --backend " + options.backend + " exclude each other");
      }
      return options.backend;
    }
    return options.local ? DEFAULT_BACKEND : presetBackend();
  }

  /**
   * Says how what an execution was told takes effect where nobody can be running it: it could not
   * have been told.
   */
  void noteThatItMustGoOn(ExecutionId execution) {
    if (!isShared()) {
      note("it takes effect with: " + commandWithCode("resume", execution.workflowId()));
    }
  }

  private String presetBackend() {
    String preset = environment.getOrDefault("SIMPLEFLOW_BACKEND", "");
    return preset.isEmpty() ? DEFAULT_BACKEND : preset;
  }

  private Map<String, String> settings(BackendProvider provider) {
    Map<String, String> settings = options.backendSettings();
    if (options.domain != null
        && provider.settings().stream().map(Setting::key).anyMatch(DOMAIN::equals)) {
      settings.put(DOMAIN, options.domain);
    }
    return settings;
  }

  /**
   * The domain that was asked for, by an option before the environment. A variable that is set for
   * SWF means nothing to other backends.
   */
  private @Nullable String domain() {
    if (options.domain != null) {
      return options.domain;
    }
    String named = options.settings.get(DOMAIN);
    if (named != null) {
      return named;
    }
    if (!heedsSwfDomain(provider())) {
      return null;
    }
    String preset = environment.getOrDefault(SWF_DOMAIN, "");
    return preset.isEmpty() ? null : preset;
  }

  /** A backend may have no setting for the domain, and work in its own. */
  private void checkDomain(Simpleflow simpleflow) {
    String wanted = domain();
    String domain = simpleflow.backend().domain();
    if (wanted != null && !wanted.equals(domain)) {
      simpleflow.close();
      throw new UsageException(
          "there is no domain '%s' here: it is '%s'".formatted(wanted, domain));
    }
  }

  /**
   * Checks what {@link Main} has taken from the environment before there was anyone to tell.
   *
   * @throws UsageException if it is no level
   */
  void checkLogLevel() {
    String level = environment.getOrDefault("LOG_LEVEL", "");
    if (!level.isEmpty() && !LOG_LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
      throw new UsageException(
          "LOG_LEVEL is '%s'; there is %s".formatted(level, String.join(", ", LOG_LEVELS)));
    }
  }

  /** The format that was asked for; empty if none was. */
  Optional<OutputFormat> format() {
    String name = options.format;
    if (name == null) {
      name = environment.getOrDefault("SIMPLEFLOW_FORMAT", "");
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(format(name));
  }

  private OutputFormat format(String name) {
    List<Plugins.Found<OutputFormat>> found = plugins().formats();
    return found.stream()
        .filter(format -> format.name().equals(name))
        .map(Plugins.Found::plugin)
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "no format '%s'; there is %s"
                        .formatted(
                            name,
                            found.stream()
                                .map(Plugins.Found::name)
                                .collect(Collectors.joining(", ")))));
  }

  /** Prints a table in the format that was asked for, or else in columns. */
  void print(Table table) throws IOException {
    format()
        .orElseGet(() -> format("tabular"))
        .print(table.columns(), table.rows(), options.header, streams.out());
  }

  /** Says something to whoever is watching. */
  void note(String text) {
    if (!options.quiet) {
      streams.err().println(text);
    }
  }

  /** A command of this program as it would be typed, with the options that say where to look. */
  String command(String... words) {
    return CommandText.of(words(words));
  }

  /** As {@link #command}, for a command that runs workflows: it says where their code is, too. */
  String commandWithCode(String... words) {
    List<String> all = words(words);
    if (options.classPath != null) {
      all.addAll(List.of("--classpath", ClassPath.absolute("--classpath", options.classPath)));
    }
    return CommandText.of(all);
  }

  private List<String> words(String... words) {
    List<String> all = new ArrayList<>();
    all.add(program);
    all.addAll(List.of(words));
    if (!backendName().equals(presetBackend())) {
      all.addAll(List.of("--backend", backendName()));
    }
    all.addAll(options.place());
    return all;
  }

  @Override
  public void close() {
    if (loader != null) {
      try {
        loader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
