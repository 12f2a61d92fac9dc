package io.simpleflow.cli.format;

import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line for each value, behind its column's name; a blank line between the rows. */
public final class HumanFormat implements OutputFormat {
  /** Called by {@link java.util.ServiceLoader}. */
  public HumanFormat() {}

  @Override
  public String name() {
    return "human";
  }

  @Override
  public void print(
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException {
    int width = columns.stream().mapToInt(String::length).max().orElse(0);
    boolean first = true;
    for (List<? extends @Nullable Object> row : rows) {
      if (!first) {
        out.append('\n');
      }
      first = false;
      for (int column = 0; column < columns.size(); column++) {
        String name = columns.get(column);
        String line = name + " ".repeat(width - name.length()) + "  " + Cells.line(row.get(column));
        out.append(line.stripTrailing()).append('\n');
      }
    }
  }
}
