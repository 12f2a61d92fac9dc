package io.simpleflow.engine.tasks;

import io.simpleflow.Param;
import java.lang.invoke.MethodType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * A parameter that takes an argument.
 *
 * @param place where it stands in the Java parameter list, from 0
 * @param number which of the arguments it takes, from 1
 * @param name its name in {@code kwargs}, if it is known
 * @param type what the argument is read as
 * @param raw the class of that
 * @param boxed the class of what it is as an object
 * @param defaultValue JSON for when it is left out, if it may be
 * @param variable whether it takes all the arguments that remain
 */
record TaskParameter(
    int place,
    int number,
    Optional<String> name,
    Type type,
    Class<?> raw,
    Class<?> boxed,
    Optional<String> defaultValue,
    boolean variable) {

  static TaskParameter of(Parameter parameter, int place, int number) {
    Param param = parameter.getAnnotation(Param.class);
    Optional<String> annotated =
        Optional.ofNullable(param).map(Param::value).filter(name -> !name.isEmpty());
    Optional<String> own =
        parameter.isNamePresent() ? Optional.of(parameter.getName()) : Optional.empty();
    Optional<String> value =
        Optional.ofNullable(param).map(Param::defaultValue).filter(json -> !json.isEmpty());
    return new TaskParameter(
        place,
        number,
        annotated.or(() -> own),
        parameter.getParameterizedType(),
        parameter.getType(),
        MethodType.methodType(parameter.getType()).wrap().returnType(),
        value.or(() -> implied(parameter)),
        parameter.isVarArgs());
  }

  private static Optional<String> implied(Parameter parameter) {
    if (parameter.isVarArgs()) {
      return Optional.of("[]");
    }
    return parameter.getType() == Optional.class ? Optional.of("null") : Optional.empty();
  }

  /** Whether arguments by this name are for it. */
  boolean isNamed(String other) {
    return name.isPresent() && name.get().equals(other);
  }

  /** Whether one list could be meant as one element of a parameter that takes many. */
  boolean takesLists() {
    Class<?> element = raw.getComponentType();
    return element != null && (element.isArray() || Iterable.class.isAssignableFrom(element));
  }

  /** The parameter as messages name it: {@code 'x' (int)}, or by number if it has no name. */
  String label() {
    return name.map(known -> "'" + known + "'").orElse(Integer.toString(number))
        + " ("
        + typeName()
        + ")";
  }

  /** The parameter as in a parameter list: {@code int x}. */
  String declaration() {
    return typeName() + name.map(" "::concat).orElse("");
  }

  private String typeName() {
    String full = type instanceof ParameterizedType ? type.getTypeName() : raw.getTypeName();
    String simple = full.replaceAll("[\\w$]+[.$](?=[\\w$])", "");
    return variable ? simple.substring(0, simple.length() - 2) + "..." : simple;
  }
}
