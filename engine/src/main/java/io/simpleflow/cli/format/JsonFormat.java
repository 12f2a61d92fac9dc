package io.simpleflow.cli.format;

import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON, keys sorted: an array of arrays, or with the header an array of objects by the
 * columns' names.
 */
public final class JsonFormat implements OutputFormat {
  /** Called by {@link java.util.ServiceLoader}. */
  public JsonFormat() {}

  @Override
  public String name() {
    return "json";
  }

  @Override
  public void print(
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      Appendable out)
      throws IOException {
    Object value = header ? objects(columns, rows) : rows;
    out.append(new JsonDataConverter().toJson(value)).append('\n');
  }

  static List<Map<String, @Nullable Object>> objects(
      List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>(rows.size());
    for (List<? extends @Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        object.put(columns.get(column), row.get(column));
      }
      objects.add(object);
    }
    return objects;
  }
}
