package io.simpleflow.engine.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as rows and columns. Values are what {@link io.simpleflow.spi.OutputFormat} takes: null,
 * texts, numbers, booleans, instants, and lists and maps of such. Immutable.
 *
 * @param columns the columns' names
 * @param rows the rows, each with a value for every column
 */
public record Table(List<String> columns, List<List<@Nullable Object>> rows) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a row has more or fewer values than there are columns
   */
  public Table {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            row.size() + " values for " + columns.size() + " columns: " + row);
      }
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copies);
  }

  /** Returns the first rows, at most so many. */
  public Table first(int limit) {
    return new Table(columns, rows.subList(0, Math.min(limit, rows.size())));
  }
}
