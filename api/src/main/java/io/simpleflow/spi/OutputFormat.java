package io.simpleflow.spi;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to print what a command found, chosen by {@code --format}; found by {@link
 * java.util.ServiceLoader}. Thread-safe.
 */
public interface OutputFormat {
  /** The name that {@code --format} chooses it by. */
  String name();

  /**
   * Prints a table.
   *
   * @param columns the columns' names
   * @param rows the rows; each value is null, a text, a number, a boolean, an {@link
   *     java.time.Instant}, or a list or map of such
   * @param header whether to print the columns' names
   */
  void print(
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException;
}
