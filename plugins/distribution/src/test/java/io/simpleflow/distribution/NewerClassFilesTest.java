package io.simpleflow.distribution;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes picocli anew, as the build of the installation does. */
class NewerClassFilesTest {
  @TempDir private Path folder;
  private Path original;
  private Path renewed;

  @BeforeEach
  void renewPicocli() throws Exception {
    URL place =
        Class.forName("picocli.CommandLine").getProtectionDomain().getCodeSource().getLocation();
    original = Path.of(place.toURI());
    renewed = Files.copy(original, folder.resolve("picocli.jar"));
    NewerClassFiles.main(new String[] {renewed.toString()});
  }

  @Test
  void leavesNoClassFileThatAnArchiveOfClassesRefuses() throws Exception {
    assertThat(versions(original).values()).contains(49);
    assertThat(versions(renewed).values()).isNotEmpty().allMatch(version -> version >= 50);
  }

  @Test
  void keepsAllElseAsItIs() throws Exception {
    try (ZipFile before = new ZipFile(original.toFile());
        ZipFile after = new ZipFile(renewed.toFile())) {
      assertThat(after.stream().map(ZipEntry::getName))
          .containsExactlyElementsOf(before.stream().map(ZipEntry::getName).toList());
      for (ZipEntry entry : before.stream().toList()) {
        if (!entry.getName().endsWith(".class")) {
          assertThat(content(after, entry)).isEqualTo(content(before, entry));
        }
      }
    }
  }

  @Test
  void leavesClassesThatTheJvmAcceptsAndRuns() throws Exception {
    URL[] jars = {renewed.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
      for (String name : versions(renewed).keySet()) {
        if (!name.endsWith("module-info")) {
          Class.forName(name, true, loader); // Verified before it is initialized.
        }
      }

      assertThat(usage(loader)).isEqualTo(usage(getClass().getClassLoader()));
    }
  }

  private static String usage(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> type = loader.loadClass("picocli.CommandLine");
    Class<?> command = loader.loadClass("picocli.CommandLine$HelpCommand");
    Object commandLine =
        type.getConstructor(Object.class).newInstance(command.getConstructor().newInstance());
    return (String) type.getMethod("getUsageMessage").invoke(commandLine);
  }

  private static Map<String, Integer> versions(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .collect(
              toMap(
                  entry -> entry.getName().replace(".class", "").replace('/', '.'),
                  entry -> (int) ByteBuffer.wrap(content(zip, entry)).getShort(6)));
    }
  }

  private static byte[] content(ZipFile zip, ZipEntry entry) {
    try (InputStream in = zip.getInputStream(zip.getEntry(entry.getName()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
