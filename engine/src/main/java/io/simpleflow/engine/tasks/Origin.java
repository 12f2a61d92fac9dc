package io.simpleflow.engine.tasks;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a class comes from, for people: the path of its jar or folder. */
public final class Origin {
  private Origin() {}

  /** The jar or folder that a class was loaded from. */
  public static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return type.getClassLoader() == null ? "the Java runtime" : "an unknown place";
    }
    return of(source.getLocation());
  }

  /**
   * All the jars and folders that hold a class of this name. A loader takes the first and never
   * mentions the others, so more than one usually means two versions of a jar.
   */
  public static List<String> all(ClassLoader loader, String className) {
    String file = className.replace('.', '/') + ".class";
    Set<String> origins = new LinkedHashSet<>();
    try {
      for (URL resource : Collections.list(loader.getResources(file))) {
        origins.add(ofResource(resource, file));
      }
    } catch (IOException unreadable) {
      // Whoever wants the class itself will be told.
      return List.of();
    }
    return new ArrayList<>(origins);
  }

  /** The jar or folder that a resource lies in. */
  public static String ofResource(URL resource, String name) {
    String text = resource.toString();
    String place = text.endsWith(name) ? text.substring(0, text.length() - name.length()) : text;
    if (place.startsWith("jar:") && place.endsWith("!/")) {
      place = place.substring("jar:".length(), place.length() - "!/".length());
    }
    return of(URI.create(place));
  }

  private static String of(URL location) {
    try {
      return of(location.toURI());
    } catch (URISyntaxException notOneByTheBook) {
      return location.toString();
    }
  }

  /** The path of a jar or folder given by its address; links are followed, so that it is unique. */
  static String of(URI location) {
    try {
      return Path.of(location).toRealPath().toString();
    } catch (IllegalArgumentException | FileSystemNotFoundException | IOException notAFile) {
      return location.toString();
    }
  }
}
