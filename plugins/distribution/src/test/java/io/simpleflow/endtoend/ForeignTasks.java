package io.simpleflow.endtoend;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Activities that Java runs for Python, and the other way round. */
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

  /** Takes nothing but ASCII. */
  @Activity(name = "java.refuse", taskList = "java")
  public static int refuse(String text) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(text);
    }
    return text.length();
  }

  /** What Python runs for Java. */
  public interface OfPython {
    /** Returns the id that the task has, and the one that Python makes of its input. */
    @Activity(name = "python.identify", taskList = "python", idempotent = true)
    List<String> identify(@Nullable Object... values);
  }
}
