package io.simpleflow.engine.tasks;

import io.simpleflow.Activity;
import io.simpleflow.Retry;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * An activity's annotations and where they stand; nothing of it need be loaded.
 *
 * @param place the method, or the class
 * @param activity the {@code @Activity}
 * @param retry the {@code @Retry} beside it, or else on its type
 * @param annotatedByType whether it is a method that the annotation of its interface covers
 */
record FoundActivity(
    TaskPlace place,
    AnnotationValues activity,
    Optional<AnnotationValues> retry,
    boolean annotatedByType) {

  /** The activity that a class is, if it is one. */
  static Optional<FoundActivity> of(Class<?> type) {
    return type.isInterface()
        ? Optional.empty()
        : values(type, Activity.class)
            .map(
                activity ->
                    new FoundActivity(
                        TaskPlace.of(type), activity, values(type, Retry.class), false));
  }

  /** The activity that a method is by its own annotation or its interface's, if it is one. */
  static Optional<FoundActivity> of(Method method) {
    Class<?> type = method.getDeclaringClass();
    Optional<AnnotationValues> retry =
        values(method, Retry.class).or(() -> values(type, Retry.class));
    Optional<AnnotationValues> own = values(method, Activity.class);
    if (own.isPresent()) {
      return own.map(activity -> new FoundActivity(TaskPlace.of(method), activity, retry, false));
    }
    if (!type.isInterface() || Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
      return Optional.empty();
    }
    return values(type, Activity.class)
        .map(activity -> new FoundActivity(TaskPlace.of(method), activity, retry, true));
  }

  private static Optional<AnnotationValues> values(
      AnnotatedElement element, Class<? extends Annotation> annotation) {
    return Optional.ofNullable(element.getAnnotation(annotation)).map(AnnotationValues::of);
  }
}
