package io.simpleflow.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The jars and folders with what users bring: workflows, activities, plugins. */
final class ClassPath {
  private final Set<Path> entries = new LinkedHashSet<>();

  /**
   * Adds what a text names: paths with {@link File#pathSeparator} between them, {@code folder/*}
   * standing for all jars in a folder.
   *
   * @param where what the text is, for errors
   * @throws UsageException if a path leads nowhere
   */
  ClassPath add(String where, @Nullable String text) {
    for (String part : text == null ? new String[0] : text.split(File.pathSeparator, -1)) {
      if (isEveryJar(part)) {
        Path folder = folder(where, part);
        if (!Files.isDirectory(folder)) {
          throw new UsageException("%s: there is no folder %s".formatted(where, folder));
        }
        entries.addAll(jars(folder));
      } else if (!part.isEmpty()) {
        entries.add(readable(where, path(where, part)));
      }
    }
    return this;
  }

  /** Adds the jars in the folder {@code plugins} of an installation, if there is one. */
  ClassPath addPlugins(@Nullable String installation) {
    if (installation != null) {
      Path plugins = Path.of(installation, "plugins");
      if (Files.isDirectory(plugins)) {
        entries.addAll(jars(plugins));
      }
    }
    return this;
  }

  /** Returns a loader of all that was added, on top of the given one. */
  URLClassLoader loader(ClassLoader parent) {
    List<URL> urls = new ArrayList<>();
    for (Path entry : entries) {
      try {
        urls.add(entry.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("cannot happen: files have URLs", e);
      }
    }
    return new URLClassLoader("simpleflow", urls.toArray(URL[]::new), parent);
  }

  /** Returns a text as {@link #add} takes it that means the same in every working directory. */
  static String absolute(String where, String text) {
    return Arrays.stream(text.split(File.pathSeparator, -1))
        .filter(part -> !part.isEmpty())
        .map(part -> absolutePart(where, part))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String absolutePart(String where, String part) {
    return isEveryJar(part) ? folder(where, part) + "/*" : path(where, part).toString();
  }

  private static boolean isEveryJar(String part) {
    return part.endsWith("/*") || part.equals("*");
  }

  private static Path folder(String where, String part) {
    return path(where, part.equals("*") ? "." : part.substring(0, part.length() - 1));
  }

  private static Path path(String where, String text) {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UsageException("%s: %s".formatted(where, e.getMessage()), e);
    }
  }

  private static Path readable(String where, Path path) {
    if (!Files.exists(path)) {
      throw new UsageException("%s: there is no %s".formatted(where, path));
    }
    if (!Files.isReadable(path)) {
      throw new UsageException("%s: %s cannot be read".formatted(where, path));
    }
    if (!Files.isDirectory(path) && !isJar(path)) {
      throw new UsageException("%s: %s is neither a folder nor a jar".formatted(where, path));
    }
    if (Files.isDirectory(path) && !jars(path).isEmpty() && !hasClasses(path)) {
      throw new UsageException(
          "%s: %s has jars but no classes; for its jars write '%s'"
              .formatted(where, path, path.resolve("*")));
    }
    return path;
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(ClassPath::isJar).sorted().toList();
    } catch (IOException e) {
      throw new UsageException("the jars in %s cannot be listed: %s".formatted(folder, e), e);
    }
  }

  /** Whether there is a class in it, at any depth; a folder that cannot be read may have one. */
  private static boolean hasClasses(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).endsWith(".class"));
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  private static boolean isJar(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".jar") || name.endsWith(".zip");
  }
}
