package io.simpleflow.spi;

import io.simpleflow.Activity;
import io.simpleflow.ConfigurationException;
import io.simpleflow.Task;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes stand-ins for interfaces of activities: a call of a method becomes a task. For those who
 * implement a {@link WorkflowRuntime}. Thread-safe.
 */
public final class ActivityStubs {
  private ActivityStubs() {}

  /**
   * Makes a stand-in.
   *
   * @param run submits a task and waits for its result
   * @throws ConfigurationException if the type is not an interface with activities
   */
  public static <T> T of(Class<T> type, Function<Task<?>, @Nullable Object> run) {
    if (!type.isInterface() || !hasActivities(type)) {
      throw new ConfigurationException(
          "%s is not an interface with activities: a stub needs one that is annotated, or whose methods are annotated, with @Activity"
              .formatted(type.getName()));
    }
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getDeclaringClass() == Object.class
                ? ofObject(type, proxy, method, arguments)
                : run.apply(Task.of(method, arguments == null ? new Object[0] : arguments));
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static boolean hasActivities(Class<?> type) {
    return type.isAnnotationPresent(Activity.class)
        || Arrays.stream(type.getMethods())
            .anyMatch(method -> method.isAnnotationPresent(Activity.class));
  }

  private static Object ofObject(
      Class<?> type, Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "stub of " + type.getName();
    };
  }
}
