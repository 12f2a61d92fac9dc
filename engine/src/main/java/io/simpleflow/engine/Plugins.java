package io.simpleflow.engine;

import io.simpleflow.ConfigurationException;
import io.simpleflow.engine.tasks.Origin;
import io.simpleflow.spi.ActivityInterceptor;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.CommandProvider;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.ObjectFactory;
import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The plugins on a class path, found by {@link ServiceLoader}; the only place that calls it.
 *
 * <p>Every method looks anew and makes new instances. All of them throw {@link
 * ConfigurationException} if a provider of the type asked for cannot be made, naming its class and
 * services file, or if two have one name, naming both places. Thread-safe.
 */
public final class Plugins {
  private static final Pattern LOWER_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final ClassLoader loader;

  /** The plugins that this loader sees. */
  public Plugins(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * A plugin and where it came from.
   *
   * @param plugin the instance
   * @param name what it is chosen by; its class's name where it is not chosen
   * @param origin the jar or folder, for people
   */
  public record Found<T>(T plugin, String name, String origin) {}

  /** The backends, by name. */
  public List<Found<BackendProvider>> backends() {
    return lowerCase("backend", named("backend", BackendProvider.class, BackendProvider::name));
  }

  private static <T> List<Found<T>> lowerCase(String kind, List<Found<T>> found) {
    for (Found<T> one : found) {
      if (!LOWER_CASE.matcher(one.name()).matches()) {
        throw new ConfigurationException(
            "%s '%s' (%s in %s): a %s's name is lower case, letters, digits and hyphens"
                .formatted(kind, one.name(), className(one.plugin()), one.origin(), kind));
      }
    }
    return found;
  }

  /**
   * The backend of a name.
   *
   * @throws ConfigurationException if there is none; the message lists those there are
   */
  public BackendProvider backend(String name) {
    List<Found<BackendProvider>> found = backends();
    return found.stream()
        .filter(backend -> backend.name().equals(name))
        .map(Found::plugin)
        .findFirst()
        .orElseThrow(() -> new ConfigurationException(missingBackend(name, found)));
  }

  private static String missingBackend(String name, List<Found<BackendProvider>> found) {
    if (found.isEmpty()) {
      return "no backend '%s', nor any other: put a backend's jar, with its %s, on the class path"
          .formatted(name, servicesFile(BackendProvider.class));
    }
    return found.stream()
        .map(backend -> backend.name() + " (" + backend.plugin().description() + ")")
        .collect(Collectors.joining(", ", "no backend '" + name + "'; there is ", ""));
  }

  /** The output formats, by name. */
  public List<Found<OutputFormat>> formats() {
    return named("output format", OutputFormat.class, OutputFormat::name);
  }

  /** The data converter that replaces the engine's own; there may be one. */
  public Optional<Found<DataConverter>> converter() {
    return only("data converter", DataConverter.class);
  }

  /** The object factory; there may be one. */
  public Optional<Found<ObjectFactory>> objectFactory() {
    return only("object factory", ObjectFactory.class);
  }

  /** The activity interceptors, in the order of their class names. */
  public List<Found<ActivityInterceptor>> interceptors() {
    return named("activity interceptor", ActivityInterceptor.class, Plugins::className);
  }

  /** The functions that stand in for AWS Lambda's, by name. */
  public List<Found<LambdaFunction>> lambdaFunctions() {
    return named("Lambda function", LambdaFunction.class, LambdaFunction::name);
  }

  /** The commands that plugins add to the command line, by name. */
  public List<Found<CommandProvider>> commands() {
    return lowerCase("command", named("command", CommandProvider.class, CommandProvider::name));
  }

  private static String className(Object plugin) {
    return plugin.getClass().getName();
  }

  private <T> Optional<Found<T>> only(String kind, Class<T> type) {
    List<Found<T>> found = named(kind, type, Plugins::className);
    if (found.size() > 1) {
      throw new ConfigurationException(
          "%d %ss found where there may be one: %s; remove all but one from the class path"
              .formatted(
                  found.size(),
                  kind,
                  found.stream()
                      .map(one -> one.name() + " in " + one.origin())
                      .collect(Collectors.joining(", "))));
    }
    return found.stream().findFirst();
  }

  private <T> List<Found<T>> named(String kind, Class<T> type, Function<T, String> naming) {
    Map<String, Found<T>> byName = new LinkedHashMap<>();
    for (T plugin : load(type)) {
      Found<T> found = new Found<>(plugin, naming.apply(plugin), Origin.of(plugin.getClass()));
      Found<T> other = byName.putIfAbsent(found.name(), found);
      if (other != null && !isSame(found, other)) {
        throw new ConfigurationException(
            "two %ss named '%s': %s in %s, and %s in %s; remove one from the class path"
                .formatted(
                    kind,
                    found.name(),
                    className(other.plugin()),
                    other.origin(),
                    className(plugin),
                    found.origin()));
      }
      refuseTwoCopies(kind, found);
    }
    return byName.values().stream().sorted(Comparator.comparing(Found::name)).toList();
  }

  /** Whether it is one provider, reached by two ways. */
  private static boolean isSame(Found<?> one, Found<?> other) {
    return one.origin().equals(other.origin())
        && className(one.plugin()).equals(className(other.plugin()));
  }

  /** A loader takes the first of two jars with a class and hides the other: say so instead. */
  private void refuseTwoCopies(String kind, Found<?> found) {
    List<String> origins = Origin.all(loader, className(found.plugin()));
    if (origins.size() > 1) {
      throw new ConfigurationException(
          "two copies of the %s '%s' (%s): %s and %s; remove one from the class path"
              .formatted(
                  kind, found.name(), className(found.plugin()), origins.get(0), origins.get(1)));
    }
  }

  private <T> List<T> load(Class<T> type) {
    List<T> plugins = new ArrayList<>();
    Iterator<T> iterator = ServiceLoader.load(type, loader).iterator();
    try {
      while (iterator.hasNext()) {
        plugins.add(iterator.next());
      }
    } catch (ServiceConfigurationError | LinkageError broken) {
      String problem = explain(broken);
      throw new ConfigurationException(
          "a plugin listed in %s%s cannot be used: %s"
              .formatted(servicesFile(type), placesListing(type, problem), problem),
          broken);
    }
    return plugins;
  }

  /** Which services files name what the problem is about; the error itself does not say. */
  private String placesListing(Class<?> type, String problem) {
    List<String> places = new ArrayList<>();
    try {
      for (URL file : Collections.list(loader.getResources(servicesFile(type)))) {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          if (text.lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .anyMatch(line -> !line.isEmpty() && problem.contains(line))) {
            places.add(Origin.ofResource(file, servicesFile(type)));
          }
        }
      }
    } catch (IOException unreadable) {
      return "";
    }
    return places.isEmpty() ? "" : " of " + String.join(" and of ", places);
  }

  private static String servicesFile(Class<?> type) {
    return "META-INF/services/" + type.getName();
  }

  private static String explain(Throwable broken) {
    Throwable cause = broken.getCause();
    return cause == null ? String.valueOf(broken.getMessage()) : broken.getMessage() + ": " + cause;
  }
}
