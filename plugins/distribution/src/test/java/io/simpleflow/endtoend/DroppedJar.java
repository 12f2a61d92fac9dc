package io.simpleflow.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A jar as somebody's build makes it.
 *
 * @param className its only class
 * @param source the source of that
 * @param service the interface that it is a provider of, or empty
 */
record DroppedJar(String className, String source, String service) {

  static DroppedJar of(String className, String source) {
    return new DroppedJar(className, source, "");
  }

  /** Compiles and packs. */
  Path build(Path jar) throws IOException {
    Path folder = Files.createTempDirectory(jar.getParent(), "classes");
    String path = className.replace('.', '/');
    Path file = folder.resolve(path + ".java");
    Files.createDirectories(file.getParent());
    compile(Files.writeString(file, source), folder);
    if (!service.isEmpty()) {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.writeString(services.resolve(service), className);
    }
    return pack(folder, name -> !name.toString().endsWith(".java"), jar);
  }

  /** Packs the files of a folder that pass. */
  static Path pack(Path folder, Predicate<Path> filter, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).filter(filter).toList()) {
        packed.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
        Files.copy(each, packed);
      }
    }
    return jar;
  }

  private static void compile(Path file, Path folder) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-parameters",
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      var units = manager.getJavaFileObjects(file);
      if (!compiler.getTask(problems, manager, null, options, null, units).call()) {
        throw new IllegalArgumentException(problems.toString());
      }
    }
  }
}
