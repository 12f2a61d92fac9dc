package io.simpleflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java to measure on.
 *
 * @param home where it is
 * @param feature its version's first number
 * @param version its version
 */
record Jdk(Path home, int feature, String version) {
  /** The one that runs this. */
  static Jdk current() {
    return new Jdk(
        Path.of(System.getProperty("java.home")),
        Runtime.version().feature(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  /** The one that runs this, and the newest that lies beside it if that is newer. */
  static List<Jdk> all() {
    Jdk current = current();
    List<Jdk> all = new ArrayList<>(List.of(current));
    try (Stream<Path> siblings = Files.list(current.home.resolveSibling("."))) {
      siblings
          .flatMap(home -> of(home).stream())
          .max(Comparator.comparingInt(Jdk::feature))
          .filter(newest -> newest.feature > current.feature)
          .ifPresent(all::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Optional<Jdk> of(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(release);
      String version = text.replaceFirst("(?s).*\\bJAVA_VERSION=\"([^\"]*)\".*", "$1");
      String feature = version.replaceFirst("[^0-9].*", "");
      return feature.isEmpty()
          ? Optional.empty()
          : Optional.of(new Jdk(home, Integer.parseInt(feature), version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its command to start a JVM. */
  String java() {
    return home.resolve("bin/java").toString();
  }

  String title() {
    return "JDK " + feature;
  }
}
