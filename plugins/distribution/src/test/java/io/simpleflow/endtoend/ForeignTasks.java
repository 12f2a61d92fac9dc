package io.simpleflow.endtoend;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Activities that Java runs for Python, and one that Python runs. */
public final class ForeignTasks {
  private static final Map<String, Integer> ATTEMPTS = new ConcurrentHashMap<>();

  private ForeignTasks() {}

  @Activity(name = "java.list", taskList = "java")
  public static List<@Nullable Object> list(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  @Activity(name = "java.named", taskList = "java")
  public static String named(String name, int number) {
    return name + number;
  }

  /** Fails at first. */
  @Activity(name = "java.hesitate", taskList = "java")
  public static int hesitate(ActivityContext context) {
    int attempt = ATTEMPTS.merge(context.execution() + context.activityId(), 1, Integer::sum);
    if (attempt == 1) {
      throw new IllegalStateException("not yet");
    }
    return attempt;
  }

  @Activity(name = "java.refuse", taskList = "java")
  public static void refuse(String message) {
    throw new IllegalArgumentException(message);
  }

  /** Declared here, so that its id is made of its input; the code is Python's. */
  @Activity(name = "python.identify", taskList = "python", idempotent = true)
  public static List<String> identify(@Nullable Object... values) {
    throw new UnsupportedOperationException("Python runs this");
  }
}
