package io.simpleflow.engine.tasks;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what type a method's result has when it is called on an instance of a certain class. */
final class ResultTypes {
  private ResultTypes() {}

  /**
   * The result's type, with a type parameter of a superclass or interface, as in {@code implements
   * Callable<List<Order>>}, replaced by what {@code type} gives for it.
   */
  static Type of(Class<?> type, Method method) {
    Type result = method.getGenericReturnType();
    if (result == void.class) {
      return Void.class;
    }
    return result instanceof TypeVariable<?> variable ? argument(type, variable) : result;
  }

  private static Type argument(Type type, TypeVariable<?> variable) {
    return find(type, variable).orElseGet(() -> variable.getBounds()[0]);
  }

  private static Optional<Type> find(Type type, TypeVariable<?> variable) {
    Class<?> raw = raw(type);
    if (raw == variable.getGenericDeclaration()) {
      return type instanceof ParameterizedType parameterized
          ? Optional.of(parameterized.getActualTypeArguments()[index(raw, variable)])
          : Optional.empty();
    }
    for (Type parent : parents(raw)) {
      Optional<Type> found = find(parent, variable);
      if (found.isPresent()) {
        // The parent may have passed on a parameter of this type's own.
        return found.get() instanceof TypeVariable<?> own && own.getGenericDeclaration() == raw
            ? find(type, own)
            : found;
      }
    }
    return Optional.empty();
  }

  private static List<Type> parents(Class<?> raw) {
    List<Type> parents = new ArrayList<>(List.of(raw.getGenericInterfaces()));
    Type superclass = raw.getGenericSuperclass();
    if (superclass != null) {
      parents.add(superclass);
    }
    return parents;
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  private static int index(Class<?> raw, TypeVariable<?> variable) {
    return List.of(raw.getTypeParameters()).indexOf(variable);
  }
}
