package io.simpleflow.engine.json;

import io.simpleflow.SerializationException;
import io.simpleflow.spi.DataConverter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a signal carries in the original's form: {@code
 * {"__propagate":true,"args":[…],"kwargs":{…}}}. Immutable.
 *
 * @param arguments the arguments, as JSON texts
 * @param propagate whether those who get it send it on
 */
public record SignalInput(TaskInput arguments, boolean propagate) {
  private static final String PROPAGATE = "__propagate";

  /** What Python takes for false. */
  private static final Set<String> FALSE =
      Set.of("false", "null", "0", "0.0", "-0.0", "\"\"", "[]", "{}");

  /**
   * The input that has the given values as arguments.
   *
   * @throws SerializationException if {@code converter} cannot write one of them, naming it
   */
  public static SignalInput of(
      DataConverter converter,
      List<? extends @Nullable Object> args,
      Map<String, ?> kwargs,
      boolean propagate) {
    return new SignalInput(TaskInput.of(converter, args, kwargs), propagate);
  }

  /**
   * Reads an input; empty if it is not in this form. One that has {@code args} or {@code kwargs}
   * and nothing else is: people leave the rest out.
   */
  public static Optional<SignalInput> parse(@Nullable String json) {
    if (json == null || !json.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      TaskInput input = TaskInput.parse(json);
      Optional<String> propagate = input.other(PROPAGATE);
      boolean named = input.others().isEmpty() && !input.equals(TaskInput.empty());
      return propagate.isPresent() || named
          ? Optional.of(
              new SignalInput(input, propagate.filter(text -> !FALSE.contains(text)).isPresent()))
          : Optional.empty();
    } catch (SerializationException foreign) {
      return Optional.empty();
    }
  }

  /**
   * The JSON of what was sent, for who wants a single value: the only argument if there is one, the
   * list of them if there are several, the arguments by name if there are such alone, else null.
   */
  public String value() {
    List<String> args = arguments.args();
    if (args.isEmpty()) {
      return arguments.kwargs().isEmpty() ? "null" : CanonicalJson.object(arguments.kwargs());
    }
    return args.size() == 1 ? args.get(0) : CanonicalJson.array(args);
  }

  /** Writes the input as it travels. */
  public String toJson() {
    return arguments.withOther(PROPAGATE, Boolean.toString(propagate)).toJson();
  }
}
