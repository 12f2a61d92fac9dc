package io.simpleflow.cli.format;

import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link CsvFormat}, with tabs between the values. */
public final class TsvFormat implements OutputFormat {
  /** Called by {@link java.util.ServiceLoader}. */
  public TsvFormat() {}

  @Override
  public String name() {
    return "tsv";
  }

  @Override
  public void print(
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException {
    CsvFormat.print('\t', columns, rows, header, out);
  }
}
