package io.simpleflow.engine.tasks;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources and packs them, as an author's build does. */
public final class SourceJar {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> resources = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>(List.of("-proc:none", "-parameters"));
  private final List<Path> libraries = new ArrayList<>();
  private String leftOut = "";

  /** Adds a class by its full name. */
  public SourceJar with(String className, String source) {
    sources.put(className, source);
    return this;
  }

  /** Adds a line to the services file of a type. */
  public SourceJar withService(Class<?> type, String provider) {
    resources.merge("META-INF/services/" + type.getName(), provider + "\n", String::concat);
    return this;
  }

  /** Adds a manifest that names another jar. */
  public SourceJar withClassPath(String other) {
    resources.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nClass-Path: " + other + "\n");
    return this;
  }

  /** Compiles without {@code -parameters}. */
  public SourceJar withoutParameterNames() {
    options.remove("-parameters");
    return this;
  }

  /** Compiles against another jar. */
  public SourceJar against(Path library) {
    libraries.add(library);
    return this;
  }

  /** Leaves a class out of the jar after compiling, as a missing dependency would be. */
  public SourceJar leavingOut(String className) {
    leftOut = className.replace('.', '/') + ".class";
    return this;
  }

  /** Compiles and packs. */
  public Path build(Path jar) {
    try {
      Path folder = buildFolder(Files.createTempDirectory(jar.getParent(), "classes"));
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, out);
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles into a folder of classes. */
  public Path buildFolder(Path folder) throws IOException {
    Path sourceFolder = Files.createTempDirectory(folder.getParent(), "sources");
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = sourceFolder.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    compile(files, folder);
    for (Map.Entry<String, String> resource : resources.entrySet()) {
      Path file = folder.resolve(resource.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, resource.getValue());
    }
    if (!leftOut.isEmpty()) {
      Files.delete(folder.resolve(leftOut));
    }
    return folder;
  }

  private void compile(List<Path> files, Path folder) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> arguments = new ArrayList<>(options);
      StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
      libraries.forEach(library -> classPath.append(java.io.File.pathSeparator).append(library));
      arguments.addAll(List.of("-d", folder.toString(), "-cp", classPath.toString()));
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      if (!compiler.getTask(output, manager, null, arguments, null, units).call()) {
        throw new IllegalArgumentException(output.toString());
      }
    }
  }

  /** A loader over jars and folders, as {@code --classpath} makes one. */
  public static URLClassLoader loader(Path... places) throws IOException {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = places[i].toUri().toURL();
    }
    return new URLClassLoader(urls, SourceJar.class.getClassLoader());
  }
}
