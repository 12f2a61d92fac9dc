package io.simpleflow.distribution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own, such as this one, that starts and ends quickly.
 *
 * @param main the main class
 * @param classPath where its classes are
 * @param options more options for the JVM
 */
public record JavaCommand(String main, String classPath, List<String> options) {
  /** A main class of this JVM's class path. */
  public static JavaCommand of(String main) {
    return new JavaCommand(main, System.getProperty("java.class.path", ""), List.of());
  }

  /** The words to start a process with. */
  public List<String> words(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, main));
    words.addAll(List.of(arguments));
    return words;
  }
}
