package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectories(folder.resolve("plugins"));
    Files.createFile(folder.resolve("plugins/b.jar"));
    Files.createFile(folder.resolve("plugins/a.jar"));
    Files.createFile(folder.resolve("plugins/readme.txt"));
    Files.createDirectories(folder.resolve("classes"));
  }

  @Test
  void takesFoldersAndJars() throws IOException {
    String text = folder.resolve("classes") + File.pathSeparator + folder.resolve("plugins/a.jar");
    assertThat(names(new ClassPath().add("here", text))).containsExactly("classes/", "a.jar");
  }

  @Test
  void takesAllJarsOfAFolder() throws IOException {
    assertThat(names(new ClassPath().add("here", folder.resolve("plugins") + "/*")))
        .containsExactly("a.jar", "b.jar");
  }

  @Test
  void takesWhatIsNamedTwiceOnce() throws IOException {
    assertThat(
            names(
                new ClassPath()
                    .add("here", folder.resolve("plugins/../plugins/a.jar").toString())
                    .addPlugins(folder.toString())))
        .containsExactly("a.jar", "b.jar");
  }

  @Test
  void meansTheSameEverywhereOnceItIsAbsolute() {
    String text = String.join(File.pathSeparator, "lib/../a.jar", "", "*", "lib/*");
    assertThat(ClassPath.absolute("here", text).split(File.pathSeparator))
        .containsExactly(
            Path.of("a.jar").toAbsolutePath().toString(),
            Path.of("").toAbsolutePath() + "/*",
            Path.of("lib").toAbsolutePath() + "/*");
  }

  @Test
  void takesNothingFromAnInstallationWithoutPlugins() throws IOException {
    assertThat(names(new ClassPath().addPlugins(folder.resolve("classes").toString()))).isEmpty();
    assertThat(names(new ClassPath().addPlugins(null).add("here", null).add("here", ""))).isEmpty();
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> new ClassPath().add("here", folder.resolve("x.jar").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage("here: there is no " + folder.resolve("x.jar"));
    assertThatThrownBy(() -> new ClassPath().add("here", folder.resolve("x") + "/*"))
        .isInstanceOf(UsageException.class)
        .hasMessage("here: there is no folder " + folder.resolve("x"));
  }

  @Test
  void refusesWhatHoldsNoClasses() {
    Path text = folder.resolve("plugins/readme.txt");
    assertThatThrownBy(() -> new ClassPath().add("here", text.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage("here: %s is neither a folder nor a jar", text);
  }

  @Test
  void saysHowToNameTheJarsOfAFolder() throws IOException {
    Path plugins = folder.resolve("plugins");
    assertThatThrownBy(() -> new ClassPath().add("here", plugins.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "here: %s has jars but no classes; for its jars write '%s/*'", plugins, plugins);

    Files.createDirectories(plugins.resolve("deep"));
    Files.createFile(plugins.resolve("deep/A.class"));
    assertThat(names(new ClassPath().add("here", plugins.toString()))).containsExactly("plugins/");
  }

  private static List<String> names(ClassPath classPath) throws IOException {
    try (URLClassLoader loader = classPath.loader(ClassPathTest.class.getClassLoader())) {
      return Arrays.stream(loader.getURLs())
          .map(URL::getPath)
          .map(path -> path.replaceFirst(".*/(.)", "$1"))
          .toList();
    }
  }
}
