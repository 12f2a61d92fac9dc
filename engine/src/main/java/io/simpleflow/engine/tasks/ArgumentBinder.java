package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityContext;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.TaskArguments;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds JSON arguments, by position and by name, to the parameters of a method or constructor.
 *
 * <p>Parameters of type {@link ActivityContext} take the context instead of an argument. What a
 * call leaves out is the default of its {@code @Param}, an empty {@link Optional}, or, of a
 * parameter that takes many values, none. Thread-safe.
 */
final class ArgumentBinder implements SubmittedActivity.ArgumentCheck {
  private static final int SHOWN_CHARACTERS = 60;

  private final String task;
  private final DataConverter converter;
  private final List<TaskParameter> parameters = new ArrayList<>();
  private final int count;

  /**
   * Reads the parameters.
   *
   * @param task who they belong to, for messages
   * @throws io.simpleflow.ConfigurationException if two have one name, or a default does not fit
   */
  ArgumentBinder(String task, TaskPlace place, Executable code, DataConverter converter) {
    this.task = task;
    this.converter = converter;
    this.count = code.getParameterCount();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      Parameter parameter = code.getParameters()[i];
      if (parameter.getType() == ActivityContext.class) {
        continue;
      }
      TaskParameter bound = TaskParameter.of(parameter, i, parameters.size() + 1);
      if (bound.name().isPresent() && !names.add(bound.name().get())) {
        throw place.problem("two parameters named '" + bound.name().get() + "'; rename one");
      }
      checkDefault(place, bound);
      parameters.add(bound);
    }
  }

  private void checkDefault(TaskPlace place, TaskParameter parameter) {
    try {
      if (parameter.defaultValue().isPresent()) {
        convert(parameter, parameter.defaultValue().get());
      }
    } catch (TaskArgumentException wrong) {
      throw place.problem("the default of " + parameter.label() + " does not fit it");
    }
  }

  /**
   * Gives the Java arguments of a call.
   *
   * @throws TaskArgumentException if the input does not fit, naming the parameter
   */
  @Nullable Object[] bind(TaskInput given, Optional<ActivityContext> context) {
    TaskInput input = named(given);
    try {
      checkShape(input.args().size(), input.kwargs().keySet());
    } catch (TaskArgumentException unfit) {
      if (input.args().isEmpty() && input.kwargs().isEmpty() && !input.others().isEmpty()) {
        throw new TaskArgumentException(
            unfit.getMessage() + "; write the input as {\"args\": […]} or {\"kwargs\": {…}}");
      }
      throw unfit;
    }
    @Nullable Object[] values = new @Nullable Object[count];
    Arrays.fill(values, context.orElse(null));
    for (TaskParameter parameter : parameters) {
      values[parameter.place()] = value(parameter, input);
    }
    return values;
  }

  /** The original sends arguments by name bare, without kwargs, to workers of other languages. */
  private TaskInput named(TaskInput input) {
    if (!input.args().isEmpty() || !input.kwargs().isEmpty()) {
      return input;
    }
    boolean bare =
        input.others().keySet().stream()
            .allMatch(
                member -> parameters.stream().anyMatch(parameter -> parameter.isNamed(member)));
    return bare ? new TaskInput(List.of(), input.others(), Map.of()) : input;
  }

  private @Nullable Object value(TaskParameter parameter, TaskInput input) {
    int index = parameter.number() - 1;
    if (index < input.args().size()) {
      return convert(
          parameter,
          parameter.variable()
              ? remaining(parameter, input.args().subList(index, input.args().size()))
              : input.args().get(index));
    }
    Optional<String> named = parameter.name().map(input.kwargs()::get);
    return convert(parameter, named.or(parameter::defaultValue).orElse("null"));
  }

  /** One list is the array itself, unless the elements are lists; anything else its elements. */
  private static String remaining(TaskParameter parameter, List<String> values) {
    return values.size() == 1 && values.get(0).startsWith("[") && !parameter.takesLists()
        ? values.get(0)
        : values.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private @Nullable Object convert(TaskParameter parameter, String json) {
    if (parameter.raw().isPrimitive() && json.equals("null")) {
      throw cannotBe(parameter, json, Optional.empty());
    }
    try {
      return converter.fromJson(json, parameter.type());
    } catch (SerializationException unfit) {
      throw cannotBe(parameter, json, Optional.of(unfit));
    }
  }

  private TaskArgumentException cannotBe(
      TaskParameter parameter, String json, Optional<SerializationException> cause) {
    String shown =
        json.length() > SHOWN_CHARACTERS ? json.substring(0, SHOWN_CHARACTERS) + "…" : json;
    boolean needsReason = json.startsWith("{") || json.startsWith("[");
    return new TaskArgumentException(
        "%s: argument %s cannot be %s%s"
            .formatted(
                task,
                parameter.label(),
                shown,
                cause.filter(c -> needsReason).map(c -> ": " + c.getMessage()).orElse("")),
        cause.orElse(null));
  }

  private void checkShape(int given, Collection<String> names) {
    boolean takesAny = !parameters.isEmpty() && parameters.get(parameters.size() - 1).variable();
    if (given > parameters.size() && !takesAny) {
      throw refuse(
          "%d arguments given, %d wanted: %s".formatted(given, parameters.size(), declarations()));
    }
    for (String name : names) {
      if (parameters.stream().noneMatch(parameter -> parameter.isNamed(name))) {
        throw refuse(unknown(name));
      }
    }
    for (TaskParameter parameter : parameters) {
      boolean byPosition = parameter.number() <= given;
      boolean byName = parameter.name().isPresent() && names.contains(parameter.name().get());
      if (byPosition && byName) {
        throw refuse("argument " + parameter.label() + " given twice, by position and by name");
      }
      if (!byPosition && !byName && parameter.defaultValue().isEmpty()) {
        throw refuse("missing argument " + parameter.label());
      }
    }
  }

  private String unknown(String name) {
    if (parameters.stream().anyMatch(parameter -> parameter.name().isEmpty())) {
      return "argument '%s' is given by name, but the parameters' names are not known; "
              .formatted(name)
          + "compile with -parameters, or name them with @Param";
    }
    return "unknown argument '%s'; its parameters are %s".formatted(name, declarations());
  }

  private String declarations() {
    return parameters.stream()
        .map(TaskParameter::declaration)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private TaskArgumentException refuse(String problem) {
    return new TaskArgumentException(task + ": " + problem);
  }

  @Override
  public void check(TaskArguments arguments) {
    List<@Nullable Object> positional = arguments.positional();
    Map<String, @Nullable Object> keywords = arguments.keywords();
    checkShape(positional.size(), keywords.keySet());
    for (TaskParameter parameter : parameters) {
      if (parameter.number() <= positional.size() && !parameter.variable()) {
        checkValue(parameter, positional.get(parameter.number() - 1));
      }
      Optional<String> name = parameter.name();
      if (name.isPresent() && keywords.containsKey(name.get())) {
        checkValue(parameter, keywords.get(name.get()));
      }
    }
  }

  /**
   * Refuses a value that does not become the parameter's type. JSON turns many types into others,
   * so where the classes differ the converter itself is asked.
   */
  private void checkValue(TaskParameter parameter, @Nullable Object value) {
    Class<?> wanted = parameter.boxed();
    boolean fits =
        value == null
            ? !parameter.raw().isPrimitive()
            : wanted.isInstance(value)
                || (value instanceof Number && Number.class.isAssignableFrom(wanted));
    if (!fits) {
      convert(parameter, converter.toJson(value));
    }
  }
}
