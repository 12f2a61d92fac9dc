package io.simpleflow.engine.tasks;

import io.simpleflow.Func;
import io.simpleflow.TaskNotFoundException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The method behind a reference such as {@code Arithmetic::increment}, which Java tells of
 * references that are serializable.
 *
 * @param method the method referred to
 * @param bound whether the reference holds the object that the method is called on
 */
record MethodReference(Method method, boolean bound) {

  /**
   * Traces a reference back to its method.
   *
   * @throws TaskNotFoundException if it is a lambda expression, or refers to what is no activity
   */
  static MethodReference of(Func function) {
    SerializedLambda lambda = serialized(function);
    String place = place(lambda);
    boolean bound = lambda.getCapturedArgCount() > 0;
    if (lambda.getImplMethodName().startsWith("lambda$")) {
      throw new TaskNotFoundException(
          "submit takes a method reference such as Foo::bar, not a lambda; for a method with"
              + " variable arguments use Task.of(Method, …)"
              + place);
    }
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
      throw new TaskNotFoundException(
          "a constructor is no activity: instead of Foo::new, submit the class Foo.class" + place);
    }
    Method method = find(function.getClass().getClassLoader(), lambda, place);
    if (!bound && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic) {
      String type = method.getDeclaringClass().getSimpleName();
      throw new TaskNotFoundException(
          "%s::%s names no instance: submit stub(%s.class)::%s%s"
              .formatted(type, method.getName(), type, method.getName(), place));
    }
    return new MethodReference(method, bound);
  }

  /** The object that a bound reference holds. */
  static Optional<Object> receiver(Func function) {
    SerializedLambda lambda = serialized(function);
    return lambda.getCapturedArgCount() > 0
        ? Optional.ofNullable(lambda.getCapturedArg(0))
        : Optional.empty();
  }

  /** Where the reference is written, for messages. */
  static String place(SerializedLambda lambda) {
    return " (in " + lambda.getCapturingClass().replaceAll("[/$]", ".") + ")";
  }

  /** What the compiler has written down of a reference. */
  static SerializedLambda serialized(Func function) {
    try {
      Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(function) instanceof SerializedLambda lambda) {
        return lambda;
      }
    } catch (ReflectiveOperationException notMadeByTheCompiler) {
      // Told below.
    }
    throw new TaskNotFoundException(
        "submit takes a method reference such as Foo::bar, not an object of "
            + function.getClass().getName());
  }

  private static Method find(ClassLoader loader, SerializedLambda lambda, String place) {
    String className = lambda.getImplClass().replace('/', '.');
    try {
      MethodType type =
          MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
      return inherited(Class.forName(className, false, loader))
          .flatMap(holder -> Arrays.stream(holder.getDeclaredMethods()))
          .filter(method -> method.getName().equals(lambda.getImplMethodName()))
          .filter(method -> method.getReturnType() == type.returnType())
          .filter(method -> type.parameterList().equals(Arrays.asList(method.getParameterTypes())))
          .findFirst()
          .orElseThrow(() -> new NoSuchMethodException(lambda.getImplMethodName()));
    } catch (ReflectiveOperationException | LinkageError | TypeNotPresentException missing) {
      throw new TaskNotFoundException(
          className + "::" + lambda.getImplMethodName() + " cannot be loaded: " + missing + place,
          missing);
    }
  }

  /** The class, its superclasses and all their interfaces, nearest first. */
  static Stream<Class<?>> inherited(Class<?> type) {
    Stream<Class<?>> interfaces =
        Arrays.stream(type.getInterfaces()).flatMap(MethodReference::inherited);
    Class<?> superclass = type.getSuperclass();
    return Stream.concat(
        Stream.of(type),
        Stream.concat(superclass == null ? Stream.empty() : inherited(superclass), interfaces));
  }
}
