package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Func;
import io.simpleflow.Task;
import io.simpleflow.TaskTarget;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityStubs;
import io.simpleflow.spi.SubmittedActivity;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out what a submitted task runs, with which options. Thread-safe. */
final class TaskResolver {
  private final ActivityIndex activities;
  private final ActivityOptions defaults;
  private final Map<Class<?>, Reference> references = new ConcurrentHashMap<>();

  /** What all references made at one place of the code come to. */
  private record Reference(ActivityEntry activity, boolean bound, Type resultType) {}

  TaskResolver(ActivityIndex activities, ActivityOptions defaults) {
    this.activities = activities;
    this.defaults = defaults;
  }

  SubmittedActivity resolve(Task<?> task) {
    TaskTarget target = task.target();
    ActivityOptions options = task.options();
    if (target instanceof TaskTarget.OfFunction reference) {
      return ofFunction(reference.function(), options);
    }
    if (target instanceof TaskTarget.OfMethod reflected) {
      ActivityEntry activity = activities.ofMethod(reflected.method());
      return submitted(activity, options, resultType(reflected.method()));
    }
    if (target instanceof TaskTarget.OfClass callable) {
      ActivityEntry activity = activities.ofClass(callable.type());
      return submitted(activity, options, activity.code().resultType());
    }
    if (target instanceof TaskTarget.OfExecutable executable) {
      return submitted(activities.ofClass(executable.type()), options, executable.resultType());
    }
    if (target instanceof TaskTarget.OfName named) {
      return ofName(named, options);
    }
    throw new IllegalStateException("a target of a new kind: " + target);
  }

  private SubmittedActivity ofFunction(Func function, ActivityOptions options) {
    Reference reference = references.get(function.getClass());
    if (reference == null) {
      MethodReference traced = MethodReference.of(function);
      reference =
          new Reference(
              activities.ofMethod(traced.method()), traced.bound(), resultType(traced.method()));
      references.put(function.getClass(), reference);
    }
    Optional<ActivityOptions> ofStub =
        reference.bound()
            ? MethodReference.receiver(function).flatMap(ActivityStubs::options)
            : Optional.empty();
    return submitted(
        reference.activity(),
        ofStub.orElseGet(ActivityOptions::none).overriddenBy(options),
        reference.resultType());
  }

  private static Type resultType(Method method) {
    return ResultTypes.of(method.getDeclaringClass(), method);
  }

  private SubmittedActivity ofName(TaskTarget.OfName named, ActivityOptions options) {
    ActivityType type = new ActivityType(named.name(), named.version());
    return activities
        .find(type)
        .map(activity -> submitted(activity, options, named.resultType()))
        .orElseGet(
            () ->
                new SubmittedActivity(
                    type,
                    defaults.overriddenBy(options),
                    false,
                    named.resultType(),
                    SubmittedActivity.ArgumentCheck.NONE));
  }

  private static SubmittedActivity submitted(
      ActivityEntry activity, ActivityOptions options, Type resultType) {
    return new SubmittedActivity(
        activity.type(),
        activity.options().overriddenBy(options),
        activity.idempotent(),
        resultType,
        activity.code().binder());
  }
}
