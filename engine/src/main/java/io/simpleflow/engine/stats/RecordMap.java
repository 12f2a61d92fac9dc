package io.simpleflow.engine.stats;

import io.simpleflow.history.HistoryEvent;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of the history model as maps: their components by name, those that are null left out. */
final class RecordMap {
  private RecordMap() {}

  static Map<String, @Nullable Object> of(Object state) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (RecordComponent component : state.getClass().getRecordComponents()) {
      Object value = value(component, state);
      if (value != null) {
        map.put(component.getName(), plain(value));
      }
      if (state instanceof HistoryEvent event && component.getName().equals("timestamp")) {
        map.put("type", event.type().wireName());
      }
    }
    return map;
  }

  private static @Nullable Object value(RecordComponent component, Object state) {
    try {
      return component.getAccessor().invoke(state);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot happen: the model's accessors are public", e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Record) {
      return of(value);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return value;
  }
}
