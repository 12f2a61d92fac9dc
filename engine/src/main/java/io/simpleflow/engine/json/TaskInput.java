package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.simpleflow.SerializationException;
import io.simpleflow.spi.DataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow or an activity is called with: {@code {"args":[…],"kwargs":{…}}}, each value as
 * its JSON text, until the type it is wanted as is known. Two inputs that mean the same are equal,
 * however they were written. Immutable.
 *
 * @param args the arguments by position
 * @param kwargs the arguments by name
 * @param others the members beside {@code args} and {@code kwargs}, such as {@code __extra} and
 *     {@code meta}
 */
public record TaskInput(List<String> args, Map<String, String> kwargs, Map<String, String> others) {
  private static final JsonFactory JSON = JsonDataConverter.factory();

  /** Beside the arguments, where the original's workers do not look. */
  private static final String ATTEMPT = "__attempt";

  private static final String ARGS = "{\"args\":";
  private static final String NO_KWARGS = ",\"kwargs\":{}}";

  private static final TaskInput EMPTY = new TaskInput(List.of(), Map.of(), Map.of());

  /** Takes values as canonical JSON text, as {@link JsonDataConverter#toJson} writes it. */
  public TaskInput {
    args = List.copyOf(args);
    kwargs = copy(kwargs);
    others = copy(others);
  }

  /** Keeps the order. */
  private static Map<String, String> copy(Map<String, String> members) {
    return members.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Returns the input that has no arguments. */
  public static TaskInput empty() {
    return EMPTY;
  }

  /**
   * Returns the input that has the given values as arguments.
   *
   * @throws SerializationException if {@code converter} cannot write one of them, naming it
   */
  public static TaskInput of(
      DataConverter converter, List<? extends @Nullable Object> args, Map<String, ?> kwargs) {
    List<String> texts = new ArrayList<>(args.size());
    for (Object arg : args) {
      texts.add(text(converter, texts.size() + 1, arg));
    }
    if (kwargs.isEmpty()) {
      return new TaskInput(texts, Map.of(), Map.of());
    }
    Map<String, String> named = new LinkedHashMap<>();
    kwargs.forEach((name, value) -> named.put(name, text(converter, name, value)));
    return new TaskInput(texts, named, Map.of());
  }

  private static String text(DataConverter converter, Object argument, @Nullable Object value) {
    try {
      return converter.toJson(value);
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "argument %s: %s"
              .formatted(
                  argument instanceof String name ? "'" + name + "'" : argument,
                  unwritable.getMessage()),
          unwritable);
    }
  }

  /**
   * Reads an input. An object is taken as it is, a list as the arguments by position, any other
   * value as the one argument; null or blank text is no arguments at all.
   *
   * @throws SerializationException if the text is not JSON, or if its {@code args} are not a list
   *     or its {@code kwargs} not an object, with line and column
   */
  public static TaskInput parse(@Nullable String json) {
    if (json == null || json.isBlank()) {
      return EMPTY;
    }
    Optional<TaskInput> plain = plain(json);
    if (plain.isPresent()) {
      return plain.get();
    }
    try (JsonParser in = JSON.createParser(json)) {
      JsonToken first = in.nextToken();
      TaskInput input =
          first == JsonToken.START_OBJECT
              ? object(in)
              : first == JsonToken.START_ARRAY
                  ? new TaskInput(list(in), Map.of(), Map.of())
                  : new TaskInput(List.of(CanonicalJson.of(in)), Map.of(), Map.of());
      if (in.nextToken() != null) {
        throw new JsonParseException(in, "something follows its end");
      }
      return input;
    } catch (JsonProcessingException e) {
      throw Malformed.json("the input is not what it should be", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the text is in memory", e);
    }
  }

  /** Most inputs are as {@link #toJson} writes them, with a few plain arguments by position. */
  private static Optional<TaskInput> plain(String json) {
    if (!json.startsWith(ARGS + "[") || !json.endsWith("]" + NO_KWARGS)) {
      return Optional.empty();
    }
    int last = json.length() - NO_KWARGS.length() - 1;
    List<String> args = new ArrayList<>();
    int at = ARGS.length();
    for (boolean more = at + 1 < last; more; more = at < last) {
      int end = PlainJson.end(json, at + 1);
      if (end < 0 || (end != last && json.charAt(end) != ',')) {
        return Optional.empty();
      }
      args.add(json.substring(at + 1, end));
      at = end;
    }
    return Optional.of(new TaskInput(args, Map.of(), Map.of()));
  }

  private static TaskInput object(JsonParser in) throws IOException {
    List<String> args = List.of();
    Map<String, String> kwargs = Map.of();
    Map<String, String> others = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken token = in.nextToken();
      boolean isArgs = name.equals("args");
      if (!isArgs && !name.equals("kwargs")) {
        others.put(name, CanonicalJson.of(in));
      } else if (isArgs && token == JsonToken.START_ARRAY) {
        args = list(in);
      } else if (!isArgs && token == JsonToken.START_OBJECT) {
        kwargs = members(in);
      } else if (token != JsonToken.VALUE_NULL) {
        throw new JsonParseException(
            in, isArgs ? "'args' must be a list" : "'kwargs' must be an object");
      }
    }
    return new TaskInput(args, kwargs, others);
  }

  private static List<String> list(JsonParser in) throws IOException {
    List<String> values = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      values.add(CanonicalJson.of(in));
    }
    return values;
  }

  private static Map<String, String> members(JsonParser in) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      values.put(name, CanonicalJson.of(in));
    }
    return values;
  }

  /** Returns the arguments by position as {@code converter} reads any JSON. */
  public List<@Nullable Object> plainArgs(DataConverter converter) {
    List<@Nullable Object> values = new ArrayList<>();
    args.forEach(json -> values.add(converter.fromJson(json, Object.class)));
    return Collections.unmodifiableList(values);
  }

  /** Returns the arguments by name as {@code converter} reads any JSON. */
  public Map<String, @Nullable Object> plainKwargs(DataConverter converter) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    kwargs.forEach((name, json) -> values.put(name, converter.fromJson(json, Object.class)));
    return Collections.unmodifiableMap(values);
  }

  /** Returns the JSON text of a member beside {@code args} and {@code kwargs}, if it is there. */
  public Optional<String> other(String name) {
    return Optional.ofNullable(others.get(name));
  }

  /**
   * Returns which attempt at its task an input is for: 1 unless {@link #withAttempt} says another.
   */
  public static int attempt(@Nullable String json) {
    if (json == null || !json.contains(ATTEMPT)) {
      return 1;
    }
    try {
      return parse(json)
          .other(ATTEMPT)
          .filter(number -> number.matches("[1-9][0-9]{0,8}"))
          .map(Integer::parseInt)
          .orElse(1);
    } catch (SerializationException notOurs) {
      return 1;
    }
  }

  /** Returns the input of a task, whichever attempt it is for, as that of the first. */
  public static String ofFirstAttempt(String json) {
    if (attempt(json) == 1) {
      return json;
    }
    TaskInput input = parse(json);
    Map<String, String> others = new LinkedHashMap<>(input.others);
    others.remove(ATTEMPT);
    return new TaskInput(input.args, input.kwargs, others).toJson();
  }

  /** Returns this input for another attempt at its task. */
  public TaskInput withAttempt(int attempt) {
    return withOther(ATTEMPT, Integer.toString(attempt));
  }

  /** Returns this input with a member beside {@code args} and {@code kwargs}. */
  public TaskInput withOther(String name, String json) {
    Map<String, String> more = new LinkedHashMap<>(others);
    more.put(name, json);
    return new TaskInput(args, kwargs, more);
  }

  /** Writes the input as it travels: always with {@code args} and {@code kwargs}, keys sorted. */
  public String toJson() {
    String list = CanonicalJson.array(args);
    if (others.isEmpty() && kwargs.isEmpty()) {
      return ARGS + list + NO_KWARGS;
    }
    Map<String, String> members = new LinkedHashMap<>(others);
    members.put("args", list);
    members.put("kwargs", CanonicalJson.object(kwargs));
    return CanonicalJson.object(members);
  }
}
