package io.simpleflow.engine.tasks;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The code of an activity, ready to be called. Thread-safe. */
sealed interface ActivityCode {
  /** Binds a task's arguments to the code's parameters. */
  ArgumentBinder binder();

  /** What the result is read as by the workflow. */
  Type resultType();

  /** Calls the code; throws what it throws. */
  @Nullable Object call(@Nullable Object[] arguments) throws Exception;

  /** Where the instance comes from that a method is called on. */
  interface Receiver {
    @Nullable Object get() throws Exception;
  }

  /** A static method, for which the receiver is null, or a method of an interface. */
  record OfMethod(ArgumentBinder binder, Type resultType, Method method, Receiver receiver)
      implements ActivityCode {
    @Override
    public @Nullable Object call(@Nullable Object[] arguments) throws Exception {
      return invoke(method, receiver.get(), arguments);
    }
  }

  /** A class whose instances are made with the task's arguments. */
  record OfClass(
      ArgumentBinder binder,
      Type resultType,
      Constructor<?> constructor,
      Method body,
      Optional<Method> after)
      implements ActivityCode {
    @Override
    public @Nullable Object call(@Nullable Object[] arguments) throws Exception {
      Object instance = instantiate(constructor, arguments);
      Object result = invoke(body, instance);
      if (after.isPresent()) {
        invoke(after.get(), instance);
      }
      return result;
    }
  }

  /** Makes public members of a class that is not public usable. */
  static <T extends AccessibleObject> T accessible(T member) {
    member.trySetAccessible();
    return member;
  }

  /** Makes an instance; throws what the constructor throws. */
  static Object instantiate(Constructor<?> constructor, @Nullable Object... arguments)
      throws Exception {
    return unwrapping(() -> constructor.newInstance(arguments));
  }

  /** Calls a method; throws what it throws. */
  static @Nullable Object invoke(
      Method method, @Nullable Object receiver, @Nullable Object... arguments) throws Exception {
    return unwrapping(() -> method.invoke(receiver, arguments));
  }

  private static <T extends @Nullable Object> T unwrapping(Callable<T> call) throws Exception {
    try {
      return call.call();
    } catch (InvocationTargetException wrapper) {
      Throwable thrown = wrapper.getCause();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw thrown instanceof Exception exception ? exception : wrapper;
    }
  }
}
