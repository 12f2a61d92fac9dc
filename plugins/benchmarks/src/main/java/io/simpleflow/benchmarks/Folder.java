package io.simpleflow.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new folder on the disk of the checkout, since one for temporary files may lie in memory; gone
 * once closed.
 *
 * @param path where it is
 */
record Folder(Path path) implements AutoCloseable {
  /** Makes one. */
  static Folder create() throws IOException {
    Path target = checkout().resolve("plugins/benchmarks/target");
    Files.createDirectories(target);
    return new Folder(Files.createTempDirectory(target, "measured-"));
  }

  /** The top of the checkout, around the working directory. */
  static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("simpleflow"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no checkout around " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    List<Path> content;
    try (Stream<Path> found = Files.walk(path)) {
      content = found.sorted(Comparator.reverseOrder()).toList();
    }
    content.stream().map(Path::toFile).forEach(File::delete);
  }
}
