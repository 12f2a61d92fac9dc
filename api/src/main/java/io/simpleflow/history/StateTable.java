package io.simpleflow.history;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The states of one kind of thing by their id, in order of first appearance. */
final class StateTable<K, S> {
  private final Map<K, S> states = new LinkedHashMap<>();
  private final Collection<S> view = Collections.unmodifiableCollection(states.values());
  private final Predicate<S> isOpen;
  // Counted along, because the number of open activities is asked for at every decision.
  private int open;

  StateTable(Predicate<S> isOpen) {
    this.isOpen = isOpen;
  }

  @Nullable S get(K id) {
    return states.get(id);
  }

  Optional<S> find(K id) {
    return Optional.ofNullable(states.get(id));
  }

  void put(K id, S state) {
    S before = states.put(id, state);
    if (before != null && isOpen.test(before)) {
      open--;
    }
    if (isOpen.test(state)) {
      open++;
    }
  }

  Collection<S> all() {
    return view;
  }

  int open() {
    return open;
  }
}
