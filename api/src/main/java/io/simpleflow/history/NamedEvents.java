package io.simpleflow.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events that carry a name, in order, all and by name. */
final class NamedEvents<E> {
  private final List<E> all = new ArrayList<>();
  private final Map<String, List<E>> byName = new HashMap<>();

  void add(String name, E event) {
    all.add(event);
    byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(event);
  }

  List<E> all() {
    return Collections.unmodifiableList(all);
  }

  List<E> named(String name) {
    return Collections.unmodifiableList(byName.getOrDefault(name, List.of()));
  }
}
