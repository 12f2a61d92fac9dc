package io.simpleflow.engine.canvas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result that a chain sends to its next item, if it does.
 *
 * @param values no value or one, which may be null
 */
record Sent(List<@Nullable Object> values) {
  static final Sent NOTHING = new Sent(List.of());

  static Sent of(@Nullable Object value) {
    return new Sent(Collections.singletonList(value));
  }

  /** The arguments with the value behind them. */
  List<@Nullable Object> after(List<@Nullable Object> arguments) {
    List<@Nullable Object> all = new ArrayList<>(arguments);
    all.addAll(values);
    return all;
  }
}
