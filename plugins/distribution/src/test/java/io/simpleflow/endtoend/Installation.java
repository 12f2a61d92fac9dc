package io.simpleflow.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/**
 * This build's command line in jars alone, with an archive of its classes, as the launcher makes
 * it: processes then start twice as fast.
 *
 * @param classPath the jars
 * @param archive where the JVM keeps its archive
 */
record Installation(String classPath, Path archive) {

  /** Packs what this JVM runs with, less the tests. */
  static Installation in(Path folder) throws IOException {
    StringJoiner jars = new StringJoiner(File.pathSeparator);
    int number = 0;
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path) && !path.equals(testClasses())) {
        number++;
        jars.add(DroppedJar.pack(path, file -> true, folder.resolve(number + ".jar")).toString());
      } else if (Files.isRegularFile(path)) {
        jars.add(entry);
      }
    }
    return new Installation(jars.toString(), folder.resolve("classes.jsa"));
  }

  /** Packs one of the tests' classes and those within it. */
  static Path jarOf(Class<?> type, Path jar) throws IOException {
    Path classes = testClasses();
    String name = type.getName().replace('.', '/');
    return DroppedJar.pack(
        classes, file -> classes.relativize(file).toString().startsWith(name), jar);
  }

  private static Path testClasses() {
    return Path.of(
        Installation.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** A command of the installation. */
  JavaProcess.Recipe commandLine(Path home) {
    return JavaProcess.Recipe.commandLine(home)
        .withClassPath(classPath)
        .withOptions(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
  }

  /** The same command, which leaves the archive behind for all that come after. */
  JavaProcess.Recipe training(Path home) {
    return commandLine(home)
        .withOptions(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + archive));
  }
}
