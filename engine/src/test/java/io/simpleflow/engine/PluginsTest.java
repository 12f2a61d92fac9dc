package io.simpleflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ConfigurationException;
import io.simpleflow.engine.tasks.SourceJar;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.DataConverter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path folder;

  private static String backend(String className, String name) {
    return """
    package acme;

    import io.simpleflow.spi.*;

    public class %s implements BackendProvider {
      public String name() { return "%s"; }
      public String description() { return "a backend of acme's"; }
      public Backend open(Settings settings, Access access, Timekeeper timekeeper) {
        throw new IllegalStateException();
      }
    }
    """
        .formatted(className, name);
  }

  private static SourceJar backendJar(String className, String name) {
    return new SourceJar()
        .with("acme." + className, backend(className, name))
        .withService(BackendProvider.class, "acme." + className);
  }

  private static String converter(String className) {
    return """
    package acme;

    public class %s implements io.simpleflow.spi.DataConverter {
      public String toJson(Object value) { return "null"; }
      public Object fromJson(String json, java.lang.reflect.Type type) { return null; }
    }
    """
        .formatted(className);
  }

  @Test
  void findsAPluginAndTheJarItCameFrom() throws IOException {
    Path jar = backendJar("First", "first").build(folder.resolve("first.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      Plugins plugins = new Plugins(loader);

      assertThat(plugins.backends())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.name()).isEqualTo("first");
                assertThat(found.origin()).isEqualTo(jar.toRealPath().toString());
              });
      assertThat(plugins.backend("first").description()).isEqualTo("a backend of acme's");
      assertThat(plugins.converter()).isEmpty();
    }
  }

  @Test
  void answersAnUnknownBackendWithThoseThereAre() throws IOException {
    Path jar = backendJar("First", "first").build(folder.resolve("first.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new Plugins(loader).backend("swf"))
          .withMessage("no backend 'swf'; there is first (a backend of acme's)");
    }
  }

  @Test
  void refusesTwoPluginsOfOneNameNamingBothPlaces() throws IOException {
    Path one = backendJar("First", "same").build(folder.resolve("one.jar"));
    Path two = backendJar("Second", "same").build(folder.resolve("two.jar"));

    try (URLClassLoader loader = SourceJar.loader(one, two)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new Plugins(loader).backends())
          .withMessageContaining("two backends named 'same'")
          .withMessageContaining("acme.First in " + one.toRealPath())
          .withMessageContaining("acme.Second in " + two.toRealPath());
    }
  }

  @Test
  void refusesTwoVersionsOfOneJarThoughALoaderHidesTheSecond() throws IOException {
    Path one = backendJar("First", "first").build(folder.resolve("acme-1.0.jar"));
    Path two = backendJar("First", "first").build(folder.resolve("acme-1.1.jar"));

    try (URLClassLoader loader = SourceJar.loader(one, two)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new Plugins(loader).backends())
          .withMessageContaining("acme-1.0.jar")
          .withMessageContaining("acme-1.1.jar");
    }
  }

  @Test
  void takesAJarReachedTwiceForOne() throws IOException {
    Path jar = backendJar("First", "first").build(folder.resolve("first.jar"));
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), jar);

    try (URLClassLoader parent = SourceJar.loader(jar);
        URLClassLoader loader =
            new URLClassLoader(new URL[] {jar.toUri().toURL(), link.toUri().toURL()}, parent)) {
      assertThat(new Plugins(loader).backends()).hasSize(1);
    }
  }

  @Test
  void namesTheServicesFileAndTheClassOfABrokenPlugin() throws IOException {
    Path missing =
        new SourceJar()
            .withService(BackendProvider.class, "acme.Missing")
            .build(folder.resolve("missing.jar"));
    Path throwing =
        new SourceJar()
            .with(
                "acme.Throwing",
                backend("Throwing", "throwing")
                    .replace(
                        "implements BackendProvider {",
                        "implements BackendProvider {\n"
                            + "public Throwing() { throw new IllegalStateException(\"no\"); }"))
            .withService(BackendProvider.class, "acme.Throwing")
            .build(folder.resolve("throwing.jar"));

    try (URLClassLoader loader = SourceJar.loader(missing)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new Plugins(loader).backends())
          .withMessageContaining("META-INF/services/io.simpleflow.spi.BackendProvider")
          .withMessageContaining("missing.jar")
          .withMessageContaining("acme.Missing not found");
    }
    try (URLClassLoader loader = SourceJar.loader(throwing)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new Plugins(loader).backends())
          .withMessageContaining("throwing.jar")
          .withMessageContaining("acme.Throwing could not be instantiated")
          .withMessageContaining("IllegalStateException: no");
    }
  }

  @Test
  void allowsOneDataConverterOnly() throws IOException {
    Path one =
        new SourceJar()
            .with("acme.One", converter("One"))
            .withService(DataConverter.class, "acme.One")
            .build(folder.resolve("one.jar"));
    Path two =
        new SourceJar()
            .with("acme.Two", converter("Two"))
            .withService(DataConverter.class, "acme.Two")
            .build(folder.resolve("two.jar"));

    try (URLClassLoader loader = SourceJar.loader(one)) {
      assertThat(new Plugins(loader).converter())
          .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("acme.One"));
    }
    try (URLClassLoader loader = SourceJar.loader(one, two)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new Plugins(loader).converter())
          .withMessageContaining("2 data converters")
          .withMessageContaining("one.jar")
          .withMessageContaining("two.jar");
    }
  }

  @Test
  void refusesABackendNameThatCannotBeTyped() throws IOException {
    Path jar = backendJar("First", "My Backend").build(folder.resolve("first.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new Plugins(loader).backends())
          .withMessageContaining("'My Backend'")
          .withMessageContaining("lower case");
    }
  }
}
