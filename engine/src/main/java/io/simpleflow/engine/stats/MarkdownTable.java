package io.simpleflow.engine.stats;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in Markdown, its columns padded so that it also reads well as it is. Texts stand left;
 * numbers stand right, their points below each other.
 *
 * <p>A column is two characters wider than its name at least, the first only as wide as it must be.
 */
final class MarkdownTable {
  private final List<Column> columns = new ArrayList<>();

  /** Adds a column of texts. */
  MarkdownTable text(String name, List<? extends @Nullable String> cells) {
    columns.add(new Column(name, cells, false, columns.isEmpty() ? 0 : 2));
    return this;
  }

  /** Adds a column of numbers. */
  MarkdownTable numbers(String name, List<? extends @Nullable String> cells) {
    columns.add(new Column(name, alignedAtPoint(cells), true, columns.isEmpty() ? 0 : 2));
    return this;
  }

  /** Returns the lines of the table with its first rows; all rows count for the widths. */
  String lines(int rows) {
    StringBuilder out = new StringBuilder();
    for (Column column : columns) {
      out.append("| ").append(column.padded(column.name)).append(' ');
    }
    out.append("|\n");
    for (Column column : columns) {
      String dashes = "-".repeat(column.width + 1);
      out.append('|').append(column.right ? dashes + ":" : ":" + dashes);
    }
    out.append("|\n");
    int shown = columns.isEmpty() ? 0 : Math.min(rows, columns.get(0).cells.size());
    for (int row = 0; row < shown; row++) {
      for (Column column : columns) {
        out.append("| ").append(column.padded(column.cells.get(row))).append(' ');
      }
      out.append("|\n");
    }
    return out.toString();
  }

  private static List<String> alignedAtPoint(List<? extends @Nullable String> numbers) {
    int most = 0;
    for (@Nullable String number : numbers) {
      most = Math.max(most, decimals(number));
    }
    List<String> aligned = new ArrayList<>();
    for (@Nullable String number : numbers) {
      String text = number == null ? "" : number;
      aligned.add(text + " ".repeat(most - decimals(number)));
    }
    return aligned;
  }

  /** The length from the point on, the point included. */
  private static int decimals(@Nullable String number) {
    int point = number == null ? -1 : number.indexOf('.');
    return number == null || point < 0 ? 0 : number.length() - point;
  }

  private static final class Column {
    final String name;
    final List<String> cells;
    final boolean right;
    final int width;

    Column(String name, List<? extends @Nullable String> cells, boolean right, int margin) {
      this.name = name;
      this.right = right;
      this.cells = new ArrayList<>();
      int widest = name.length() + margin;
      for (@Nullable String cell : cells) {
        // A bar or a line break would end the cell.
        String text = cell == null ? "" : cell.replace("|", "\\|").replaceAll("\\R", " ");
        this.cells.add(text);
        widest = Math.max(widest, text.length());
      }
      this.width = widest;
    }

    String padded(String text) {
      String space = " ".repeat(width - text.length());
      return right ? space + text : text + space;
    }
  }
}
