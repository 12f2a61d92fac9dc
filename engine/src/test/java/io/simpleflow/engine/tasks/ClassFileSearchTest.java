package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which class files are searched. */
class ClassFileSearchTest {
  private static final String MENTIONED = "what is looked for";

  @TempDir private Path folder;

  @Test
  void leavesTheLibrariesInAJarOutAndNothingElse() throws Exception {
    Path jar =
        new SourceJar()
            .with("aaa.First", source("aaa", "First"))
            .with("com.sun.Library", source("com.sun", "Library"))
            .with("com.sunny.Task", source("com.sunny", "Task"))
            .with("io.simpleflow.engine.Part", source("io.simpleflow.engine", "Part"))
            .with("io.simpleflow.engines.Task", source("io.simpleflow.engines", "Task"))
            .with("picocli.nested.Library", source("picocli.nested", "Library"))
            .with("zzz.Last", source("zzz", "Last"))
            .build(folder.resolve("mixed.jar"));

    assertThat(found(jar))
        .containsExactlyInAnyOrder(
            "aaa.First", "com.sunny.Task", "io.simpleflow.engines.Task", "zzz.Last");
  }

  @Test
  void takesNothingInAFolderForALibrary() throws Exception {
    Path classes =
        new SourceJar()
            .with("picocli.nested.Mine", source("picocli.nested", "Mine"))
            .buildFolder(folder.resolve("classes"));

    assertThat(found(classes)).containsExactly("picocli.nested.Mine");
  }

  private static String source(String packageName, String name) {
    return "package %s; class %s { String text = \"%s\"; }".formatted(packageName, name, MENTIONED);
  }

  private static List<String> found(Path place) throws IOException {
    Path searched = place.toRealPath();
    try (URLClassLoader loader = SourceJar.loader(place)) {
      return ClassFileSearch.of(loader).mentioning(List.of(MENTIONED)).stream()
          .filter(match -> match.place().equals(searched))
          .map(ClassFileSearch.Match::className)
          .toList();
    }
  }
}
