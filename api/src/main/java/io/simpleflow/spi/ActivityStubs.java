package io.simpleflow.spi;

import io.simpleflow.Activity;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ConfigurationException;
import io.simpleflow.Task;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
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
   * @param options what its tasks override of the activities' own options
   * @param run submits a task, which has these options, and waits for its result
   * @throws ConfigurationException if the type is not an interface with activities
   */
  public static <T> T of(
      Class<T> type, ActivityOptions options, Function<Task<?>, @Nullable Object> run) {
    if (!type.isInterface() || !hasActivities(type)) {
      throw new ConfigurationException(
          "%s is not an interface with activities: a stub needs one that is annotated, or whose methods are annotated, with @Activity"
              .formatted(type.getName()));
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Stub(type, options, run)));
  }

  /**
   * The options that a stand-in was made with, for tasks submitted by {@code stub::method}; empty
   * if the object is not a stand-in.
   */
  public static Optional<ActivityOptions> options(Object object) {
    return Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof Stub stub
        ? Optional.of(stub.options)
        : Optional.empty();
  }

  private static boolean hasActivities(Class<?> type) {
    return type.isAnnotationPresent(Activity.class)
        || Arrays.stream(type.getMethods())
            .anyMatch(method -> method.isAnnotationPresent(Activity.class))
        || Arrays.stream(type.getInterfaces()).anyMatch(ActivityStubs::hasActivities);
  }

  private record Stub(
      Class<?> type, ActivityOptions options, Function<Task<?>, @Nullable Object> run)
      implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(proxy, method, arguments);
      }
      if (method.isDefault() && !isActivity(method)) {
        return callDefault(proxy, method, arguments);
      }
      return run.apply(
          Task.of(method, arguments == null ? new Object[0] : arguments).with(options));
    }

    /** Not by InvocationHandler.invokeDefault, which wants the interface to be public. */
    private static @Nullable Object callDefault(
        Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
      Class<?> owner = method.getDeclaringClass();
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .unreflectSpecial(method, owner)
          .bindTo(proxy)
          .invokeWithArguments(arguments == null ? new Object[0] : arguments);
    }

    private static boolean isActivity(Method method) {
      return method.isAnnotationPresent(Activity.class)
          || method.getDeclaringClass().isAnnotationPresent(Activity.class);
    }

    private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "stub of " + type.getName();
      };
    }
  }
}
