package io.simpleflow.engine.tasks;

import io.simpleflow.Activity;
import io.simpleflow.ActivityOptions;
import io.simpleflow.RetryPolicy;
import io.simpleflow.history.ActivityType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the annotations of an activity come to.
 *
 * @param options the annotation's options laid over the settings' defaults
 * @param idempotent whether equal arguments mean the same task
 */
record ActivityAttributes(ActivityOptions options, boolean idempotent) {

  /** The type's name: as annotated, else the class and, for a method, its name. */
  static ActivityType type(FoundActivity found) {
    String name = found.activity().text("name");
    if (name.isEmpty()) {
      name = found.place().code();
    } else if (found.annotatedByType()) {
      String ofInterface = name + ".";
      name = found.place().method().map(key -> ofInterface + key.name()).orElse(name);
    }
    return new ActivityType(name, found.activity().text("version"));
  }

  /**
   * Reads the annotations.
   *
   * @throws io.simpleflow.ConfigurationException naming the place, if one of the values is wrong
   */
  static ActivityAttributes of(FoundActivity found, ActivityOptions defaults) {
    TaskPlace place = found.place();
    AnnotationValues values = found.activity();
    ActivityType type = type(found);
    TypeNames.check(place, type.name(), type.version());
    TypeNames.checkTaskList(place, values.text("taskList"));
    ActivityOptions annotated =
        new ActivityOptions(
            Optional.of(values.text("taskList")).filter(list -> !list.equals("default")),
            priority(values),
            retry(found),
            timeout(found, "startToCloseTimeout"),
            timeout(found, "scheduleToStartTimeout"),
            timeout(found, "scheduleToCloseTimeout"),
            timeout(found, "heartbeatTimeout"),
            Optional.of(values.flag("raisesOnFailure")),
            Optional.empty());
    return new ActivityAttributes(defaults.overriddenBy(annotated), values.flag("idempotent"));
  }

  /** The priority that an annotation of an activity or a workflow names. */
  static OptionalInt priority(AnnotationValues values) {
    int priority = values.number("taskPriority");
    return priority == Activity.NO_PRIORITY ? OptionalInt.empty() : OptionalInt.of(priority);
  }

  private static Optional<Duration> timeout(FoundActivity found, String member) {
    String text = found.activity().text(member);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(timeout(found.place() + ": " + member, text));
  }

  /** As in the original, what is false there, 0, None or no text, is no timeout. */
  private static Duration timeout(String place, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.equals("None")) {
      return ActivityOptions.NO_TIMEOUT;
    }
    Duration timeout = Durations.parse(place, stripped);
    return timeout.isZero() ? ActivityOptions.NO_TIMEOUT : timeout;
  }

  /** What {@code retry} comes to in an annotation of an activity or a workflow. */
  static RetryPolicy immediateRetry(TaskPlace place, AnnotationValues values) {
    int retry = values.number("retry");
    if (retry < 0) {
      throw place.problem("retry is " + retry + "; make it 0 or more");
    }
    return RetryPolicy.immediately(retry);
  }

  private static Optional<RetryPolicy> retry(FoundActivity found) {
    if (found.retry().isEmpty()) {
      return Optional.of(immediateRetry(found.place(), found.activity()));
    }
    int retry = found.activity().number("retry");
    if (retry != 0) {
      throw found.place().problem("has both retry = " + retry + " and @Retry; remove one of them");
    }
    AnnotationValues policy = found.retry().get();
    String place = found.place() + ": @Retry ";
    String maximum = policy.text("maximumInterval");
    try {
      return Optional.of(
          new RetryPolicy(
              policy.number("maximumAttempts"),
              Durations.parse(place + "initialInterval", policy.text("initialInterval")),
              policy.fraction("backoffCoefficient"),
              maximum.isEmpty()
                  ? Optional.empty()
                  : Optional.of(Durations.parse(place + "maximumInterval", maximum)),
              policy.fraction("jitter"),
              policy.names("nonRetryable")));
    } catch (IllegalArgumentException outOfRange) {
      throw found.place().problem("@Retry: " + outOfRange.getMessage());
    }
  }

  /**
   * What activities fall back on, from the environment: the original's settings, 300 seconds and
   * the task list {@code default} where they are not set.
   *
   * @throws io.simpleflow.ConfigurationException if a value is wrong
   */
  static ActivityOptions defaults(Map<String, String> environment) {
    String timeout = environment.getOrDefault("ACTIVITY_DEFAULT_TIMEOUT", "300");
    return ActivityOptions.none()
        .withTaskList(environment.getOrDefault("ACTIVITY_DEFAULT_TASK_LIST", "default"))
        .withRetry(RetryPolicy.never())
        .withStartToCloseTimeout(setting(environment, "START_TO_CLOSE", timeout))
        .withScheduleToStartTimeout(setting(environment, "SCHEDULE_TO_START", timeout))
        .withScheduleToCloseTimeout(setting(environment, "SCHEDULE_TO_CLOSE", timeout))
        .withHeartbeatTimeout(setting(environment, "HEARTBEAT", timeout));
  }

  private static Duration setting(Map<String, String> environment, String which, String fallback) {
    String key = "ACTIVITY_" + which + "_TIMEOUT";
    return environment.containsKey(key)
        ? timeout(key, environment.get(key))
        : timeout("ACTIVITY_DEFAULT_TIMEOUT", fallback);
  }
}
