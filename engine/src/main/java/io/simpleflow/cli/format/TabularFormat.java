package io.simpleflow.cli.format;

import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Columns with two blanks between them: texts to the left, numbers to the right, fractions with two
 * digits.
 */
public final class TabularFormat implements OutputFormat {
  /** Called by {@link java.util.ServiceLoader}. */
  public TabularFormat() {}

  @Override
  public String name() {
    return "tabular";
  }

  @Override
  public void print(
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException {
    List<List<String>> lines = new ArrayList<>();
    if (header) {
      lines.add(columns);
    }
    for (List<? extends @Nullable Object> row : rows) {
      List<String> line = new ArrayList<>();
      row.forEach(value -> line.add(cell(value)));
      lines.add(line);
    }
    int[] widths = new int[columns.size()];
    boolean[] right = new boolean[columns.size()];
    for (int column = 0; column < widths.length; column++) {
      right[column] = isNumeric(rows, column);
      for (List<String> line : lines) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    for (List<String> line : lines) {
      out.append(padded(line, widths, right)).append('\n');
    }
  }

  private static String cell(@Nullable Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.2f", number)
        : Cells.line(value);
  }

  private static boolean isNumeric(
      List<? extends List<? extends @Nullable Object>> rows, int column) {
    boolean found = false;
    for (List<? extends @Nullable Object> row : rows) {
      Object value = row.get(column);
      if (value != null && !(value instanceof Number)) {
        return false;
      }
      found |= value != null;
    }
    return found;
  }

  private static String padded(List<String> line, int[] widths, boolean[] right) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = line.get(column);
      String space = " ".repeat(widths[column] - cell.length());
      text.append(column == 0 ? "" : "  ").append(right[column] ? space + cell : cell + space);
    }
    return text.toString().stripTrailing();
  }
}
