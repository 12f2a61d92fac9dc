package io.simpleflow;

import java.util.List;

/** What {@link Group} and {@link Chain} ask of their items. */
final class CanvasItems {
  private CanvasItems() {}

  /**
   * Copies the items.
   *
   * @param canvas what they are the items of, for the message
   * @throws IllegalArgumentException if one is null
   */
  static <T> List<T> copyOf(String canvas, List<? extends T> items) {
    int place = 0;
    for (T item : items) {
      place++;
      if (item == null) { // From code without null checks.
        throw new IllegalArgumentException(
            "item %,d of %,d of the %s is null: leave it out, or give a FunctionGroup, which may return null"
                .formatted(place, items.size(), canvas));
      }
    }
    return List.copyOf(items);
  }
}
