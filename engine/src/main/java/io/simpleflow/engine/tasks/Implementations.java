package io.simpleflow.engine.tasks;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the classes that implement an interface, when they are first wanted. Thread-safe.
 *
 * <p>A class names its superclass and interfaces, so the files that mention the interface are
 * loaded and looked at, then those that mention what was found, until nothing new comes.
 */
final class Implementations {
  private final ClassFileSearch search;
  private final ClassLoader loader;
  private final Map<Class<?>, List<Class<?>>> found = new ConcurrentHashMap<>();

  Implementations(ClassFileSearch search, ClassLoader loader) {
    this.search = search;
    this.loader = loader;
  }

  /** The classes that could be instantiated to implement the interface, by name. */
  List<Class<?>> of(Class<?> type) {
    return found.computeIfAbsent(type, this::find);
  }

  private List<Class<?>> find(Class<?> type) {
    Set<Class<?>> subtypes = new HashSet<>(Set.of(type));
    List<Class<?>> todo = List.of(type);
    while (!todo.isEmpty()) {
      List<Class<?>> next = new ArrayList<>();
      for (ClassFileSearch.Match match :
          search.mentioning(todo.stream().map(c -> c.getName().replace('.', '/')).toList())) {
        load(match.className())
            .filter(type::isAssignableFrom)
            .filter(subtypes::add)
            .ifPresent(next::add);
      }
      todo = next;
    }
    return subtypes.stream()
        .filter(c -> !Modifier.isAbstract(c.getModifiers()) && !c.isInterface())
        .filter(c -> !c.isAnonymousClass() && !c.isLocalClass())
        .<Class<?>>map(c -> c)
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  private Optional<Class<?>> load(String className) {
    try {
      return Optional.of(Class.forName(className, false, loader));
    } catch (ClassNotFoundException | LinkageError unusable) {
      // Mentions the interface, but could not run its activities either.
      return Optional.empty();
    }
  }
}
