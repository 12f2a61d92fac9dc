package io.simpleflow.cli.format;

import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values separated by commas, as RFC 4180 has it: quoted where needed, lines ending in CRLF. */
public final class CsvFormat implements OutputFormat {
  /** Called by {@link java.util.ServiceLoader}. */
  public CsvFormat() {}

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public void print(
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException {
    print(',', columns, rows, header, out);
  }

  static void print(
      char separator,
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException {
    if (header) {
      line(separator, columns, out);
    }
    for (List<? extends @Nullable Object> row : rows) {
      line(separator, row, out);
    }
  }

  private static void line(char separator, List<? extends @Nullable Object> values, Appendable out)
      throws IOException {
    boolean first = true;
    for (Object value : values) {
      if (!first) {
        out.append(separator);
      }
      first = false;
      out.append(quoted(separator, Cells.text(value)));
    }
    out.append("\r\n");
  }

  private static String quoted(char separator, String text) {
    boolean plain =
        text.indexOf(separator) < 0
            && text.indexOf('"') < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
