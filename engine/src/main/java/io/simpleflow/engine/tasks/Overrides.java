package io.simpleflow.engine.tasks;

import io.simpleflow.TaskFailure;
import io.simpleflow.Workflow;
import io.simpleflow.history.History;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which of the methods that a workflow may override its class, or one between it and {@link
 * Workflow}, does override: what nobody has overridden need not be called, nor what it would be
 * told be made.
 *
 * @param options whether it computes its options from its arguments
 * @param taskFailures whether it decides what follows from a task's failure
 * @param history whether one of its hooks looks at the history
 */
record Overrides(boolean options, boolean taskFailures, boolean history) {
  static Overrides of(Class<?> workflow) {
    return new Overrides(
        any(workflow, method -> method.getName().equals("options")),
        any(workflow, method -> takes(method, TaskFailure.class)),
        any(workflow, method -> takes(method, History.class)));
  }

  private static boolean takes(Method method, Class<?> parameter) {
    return List.of(method.getParameterTypes()).contains(parameter);
  }

  private static boolean any(Class<?> workflow, Predicate<Method> wanted) {
    List<Method> open =
        Arrays.stream(Workflow.class.getDeclaredMethods())
            .filter(method -> Modifier.isProtected(method.getModifiers()))
            .filter(method -> !Modifier.isFinal(method.getModifiers()))
            .filter(wanted)
            .toList();
    for (Class<?> type = workflow;
        type != null && type != Workflow.class;
        type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (open.stream().anyMatch(one -> overrides(method, one))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean overrides(Method method, Method other) {
    return method.getName().equals(other.getName())
        && Arrays.equals(method.getParameterTypes(), other.getParameterTypes());
  }
}
