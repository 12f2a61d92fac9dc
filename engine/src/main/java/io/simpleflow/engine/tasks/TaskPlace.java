package io.simpleflow.engine.tasks;

import io.simpleflow.ConfigurationException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Where a task is written.
 *
 * @param className the class's binary name
 * @param method the method, or empty where the class itself is the task
 * @param origin the jar or folder
 */
record TaskPlace(String className, Optional<MethodKey> method, String origin) {

  /** A method among its namesakes; the descriptor is the class file's. */
  record MethodKey(String name, String descriptor) {
    static MethodKey of(Method method) {
      return new MethodKey(
          method.getName(),
          MethodType.methodType(method.getReturnType(), method.getParameterTypes())
              .toMethodDescriptorString());
    }
  }

  static TaskPlace of(Class<?> type) {
    return new TaskPlace(type.getName(), Optional.empty(), Origin.of(type));
  }

  static TaskPlace of(Method method) {
    return new TaskPlace(
        method.getDeclaringClass().getName(),
        Optional.of(MethodKey.of(method)),
        Origin.of(method.getDeclaringClass()));
  }

  /** The class, and the method if there is one; nested classes are written with a dot. */
  String code() {
    String name = className.replace('$', '.');
    return method.map(key -> name + "." + key.name()).orElse(name);
  }

  @Override
  public String toString() {
    return code() + " in " + origin;
  }

  /** An exception that names this place. */
  ConfigurationException problem(String problem) {
    return new ConfigurationException(code() + ": " + problem + " (" + origin + ")");
  }
}
