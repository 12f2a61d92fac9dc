package io.simpleflow.engine.tasks;

import io.github.classgraph.ClassGraph;
import io.simpleflow.SimpleflowException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the class files that a loader sees for what they mention. A class that is annotated
 * names the annotation in plain bytes, so that a search of the bytes tells in a tenth of the time
 * which few classes are worth reading.
 *
 * <p>Jars and folders are searched, those that a jar's manifest names included; not jars within
 * jars. Thread-safe.
 */
final class ClassFileSearch {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClassFileSearch.class);

  /**
   * Well-known libraries, this one's parts among them, have no tasks; leaving them out saves most
   * of the time. No name begins with another. A folder may hold the tests of such a library, so
   * that only jars are taken for them.
   */
  private static final NavigableSet<String> LIBRARIES =
      new TreeSet<>(
          List.of(
              "ch/qos/logback/",
              "com/amazonaws/",
              "com/fasterxml/jackson/",
              "com/github/benmanes/caffeine/",
              "com/google/common/",
              "com/google/errorprone/",
              "com/google/gson/",
              "com/google/protobuf/",
              "com/sun/",
              "com/tngtech/archunit/",
              "groovy/",
              "io/github/classgraph/",
              "io/grpc/",
              "io/micrometer/",
              "io/netty/",
              "io/opentelemetry/",
              "io/simpleflow/cli/",
              "io/simpleflow/engine/",
              "io/simpleflow/history/",
              "io/simpleflow/inline/",
              "io/simpleflow/local/",
              "io/simpleflow/server/",
              "io/simpleflow/spi/",
              "io/simpleflow/swf/",
              "jakarta/",
              "javassist/",
              "javax/",
              "kotlin/",
              "net/bytebuddy/",
              "nonapi/io/github/classgraph/",
              "okhttp3/",
              "org/apache/commons/",
              "org/apache/hc/",
              "org/apache/http/",
              "org/apache/kafka/",
              "org/apache/logging/",
              "org/apache/maven/",
              "org/apache/tomcat/",
              "org/aspectj/",
              "org/assertj/",
              "org/checkerframework/",
              "org/codehaus/groovy/",
              "org/eclipse/jetty/",
              "org/h2/",
              "org/hibernate/",
              "org/jboss/",
              "org/junit/",
              "org/mockito/",
              "org/objectweb/asm/",
              "org/postgresql/",
              "org/slf4j/",
              "org/springframework/",
              "org/sqlite/",
              "picocli/",
              "reactor/",
              "scala/",
              "software/amazon/awssdk/"));

  private final List<Path> places;

  /** A class file that mentions what was searched for, in a jar or folder. */
  record Match(String className, Path place) {}

  /** What one jar or folder gives: matches, and the places that its manifest names. */
  private record Searched(List<Match> matches, List<Path> named) {}

  private ClassFileSearch(Set<Path> places) {
    this.places = List.copyOf(places);
  }

  /** A search of what a loader and its parents see, but for the Java runtime. */
  static ClassFileSearch of(ClassLoader loader) {
    Set<Path> places = new LinkedHashSet<>();
    ClassLoader next = loader;
    while (next != null) {
      placesOf(next).forEach(place -> addExisting(places, place));
      next = next.getParent();
    }
    return new ClassFileSearch(places);
  }

  private static List<Path> placesOf(ClassLoader loader) {
    if (loader == ClassLoader.getSystemClassLoader()) {
      return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
          .map(Path::of)
          .toList();
    }
    if (loader == ClassLoader.getPlatformClassLoader()) {
      return List.of();
    }
    if (loader instanceof URLClassLoader urls) {
      return files(urls.getURLs());
    }
    return new ClassGraph()
            .overrideClassLoaders(loader)
            .ignoreParentClassLoaders()
            .disableModuleScanning()
            .getClasspathFiles()
            .stream()
            .map(File::toPath)
            .toList();
  }

  private static List<Path> files(URL... urls) {
    List<Path> files = new ArrayList<>();
    for (URL url : urls) {
      try {
        URI address = url.toURI();
        if ("file".equals(address.getScheme())) {
          files.add(Path.of(address));
        }
      } catch (URISyntaxException | IllegalArgumentException notAFile) {
        LOGGER.debug("{} is not searched for tasks", url);
      }
    }
    return files;
  }

  private static void addExisting(Set<Path> places, Path place) {
    try {
      places.add(place.toRealPath());
    } catch (IOException missing) {
      // A class path may name what is not there; Java passes over it too.
      LOGGER.debug("{} is on the class path, but not there", place);
    }
  }

  /** The classes whose files hold one of the given texts of ASCII characters. */
  List<Match> mentioning(List<String> texts) {
    List<BytePattern> patterns = texts.stream().map(BytePattern::new).toList();
    AtomicInteger threads = new AtomicInteger();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(4, Runtime.getRuntime().availableProcessors()),
            task -> {
              Thread thread = new Thread(task, "simpleflow-scan-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      return search(executor, patterns);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SimpleflowException("interrupted while looking for tasks", interrupted);
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Match> search(ExecutorService executor, List<BytePattern> patterns)
      throws InterruptedException {
    List<Match> matches = new ArrayList<>();
    Set<Path> known = new LinkedHashSet<>(places);
    List<Path> todo = places;
    while (!todo.isEmpty()) {
      List<Callable<Searched>> searches = new ArrayList<>();
      todo.forEach(place -> searches.add(() -> search(place, patterns)));
      Set<Path> named = new LinkedHashSet<>();
      for (Future<Searched> search : executor.invokeAll(searches)) {
        Searched searched = result(search);
        matches.addAll(searched.matches());
        searched.named().forEach(place -> addExisting(named, place));
      }
      named.removeAll(known);
      known.addAll(named);
      todo = List.copyOf(named);
    }
    return matches;
  }

  private static Searched result(Future<Searched> search) throws InterruptedException {
    try {
      return search.get();
    } catch (ExecutionException failed) {
      throw new SimpleflowException("looking for tasks failed: " + failed.getCause(), failed);
    }
  }

  private static Searched search(Path place, List<BytePattern> patterns) {
    try {
      return Files.isDirectory(place)
          ? new Searched(searchFolder(place, patterns), List.of())
          : searchJar(place, patterns);
    } catch (IOException unreadable) {
      LOGGER.warn("{} cannot be searched for tasks: {}", place, unreadable.toString());
      return new Searched(List.of(), List.of());
    }
  }

  private static List<Match> searchFolder(Path folder, List<BytePattern> patterns)
      throws IOException {
    List<Match> matches = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (isClass(name)) {
          byte[] bytes = Files.readAllBytes(file);
          if (patterns.stream().anyMatch(pattern -> pattern.isIn(bytes, bytes.length))) {
            matches.add(new Match(className(name), folder));
          }
        }
      }
    }
    return matches;
  }

  private static Searched searchJar(Path jar, List<BytePattern> patterns) throws IOException {
    List<Match> matches = new ArrayList<>();
    byte[] buffer = new byte[1 << 16];
    // Not verifying signatures: nothing that is read here is run.
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (isClass(entry.getName())
            && !isOfLibrary(entry.getName())
            && entry.getSize() < Integer.MAX_VALUE / 2) {
          int size = (int) entry.getSize();
          buffer = buffer.length < size ? new byte[2 * size] : buffer;
          byte[] bytes = buffer;
          try (InputStream in = file.getInputStream(entry)) {
            int length = in.readNBytes(bytes, 0, bytes.length);
            if (patterns.stream().anyMatch(pattern -> pattern.isIn(bytes, length))) {
              matches.add(new Match(className(entry.getName()), jar));
            }
          }
        }
      }
      return new Searched(matches, named(jar, file.getManifest()));
    }
  }

  private static List<Path> named(Path jar, @Nullable Manifest manifest) {
    String names =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    List<Path> named = new ArrayList<>();
    for (String name : names == null ? new String[0] : names.strip().split("\\s+")) {
      try {
        URI address = jar.toUri().resolve(name);
        if ("file".equals(address.getScheme())) {
          named.add(Path.of(address));
        }
      } catch (IllegalArgumentException notAnAddress) {
        LOGGER.debug("the manifest of {} names {}, which is not an address", jar, name);
      }
    }
    return named;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.startsWith("META-INF/");
  }

  private static boolean isOfLibrary(String name) {
    String before = LIBRARIES.floor(name);
    return before != null && name.startsWith(before);
  }

  private static String className(String file) {
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }
}
