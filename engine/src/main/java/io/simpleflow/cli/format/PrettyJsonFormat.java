package io.simpleflow.cli.format;

import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Indented JSON: an array of objects by the columns' names, keys sorted. */
public final class PrettyJsonFormat implements OutputFormat {
  /** Called by {@link java.util.ServiceLoader}. */
  public PrettyJsonFormat() {}

  @Override
  public String name() {
    return "prettyjson";
  }

  @Override
  public void print(
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException {
    String json = new JsonDataConverter().toJson(JsonFormat.objects(columns, rows));
    JsonIndent.append(json, out);
    out.append('\n');
  }
}
