package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.simpleflow.TaskFailedException;
import io.simpleflow.spi.ServiceLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the failure of an activity travels: a reason for people, and details in the original's JSON
 * with the class, the message and the stack trace.
 *
 * <p>Over the service's limits, the reason is cut, then the stack trace, last lines first, then the
 * message; the details are valid JSON at any length. Beside the original's fields they name the
 * exception's superclasses, so that a decider need not have the class to tell whether it is worth a
 * retry.
 *
 * @param reason the exception's simple class name and message
 * @param details JSON with {@code error}, {@code error_type}, {@code error_bases}, {@code message}
 *     and {@code traceback}
 */
public record FailureDetails(String reason, String details) {
  private static final int MESSAGE_CHARACTERS = 4_096;
  private static final int LINE_CHARACTERS = 500;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  /** The form of an exception, no longer than the service allows. */
  public static FailureDetails of(Throwable failure, ServiceLimits limits) {
    String message = message(failure);
    String name = simpleName(failure.getClass());
    String reason = message.isEmpty() ? name : name + ": " + message;
    return new FailureDetails(
        cut(reason, limits.reasonCharacters()), details(failure, message, limits.dataCharacters()));
  }

  private static String details(Throwable failure, String message, int limit) {
    List<String> traceback = traceback(failure);
    String details = write(failure, message, traceback);
    if (details.length() <= limit) {
      return details;
    }
    String shortMessage = cut(message, Math.min(MESSAGE_CHARACTERS, limit / 8));
    List<String> lines = traceback.stream().map(line -> cut(line, LINE_CHARACTERS)).toList();
    do {
      details = write(failure, shortMessage, lines);
      lines = lines.subList(0, lines.size() * 9 / 10);
    } while (details.length() > limit && !lines.isEmpty());
    return details;
  }

  private static String write(Throwable failure, String message, List<String> traceback) {
    // In the order of the keys, as the original writes objects.
    ObjectNode object = JSON.createObjectNode();
    object.put("error", simpleName(failure.getClass()));
    ArrayNode bases = object.putArray("error_bases");
    superclasses(failure.getClass()).forEach(bases::add);
    object.put("error_type", failure.getClass().getName());
    object.put("message", message);
    ArrayNode lines = object.putArray("traceback");
    traceback.forEach(lines::add);
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts and arrays of texts can be written", impossible);
    }
  }

  /** A message that cannot be had is none: an exception's own code may fail. */
  private static String message(Throwable failure) {
    try {
      return Optional.ofNullable(failure.getMessage()).orElse("");
    } catch (RuntimeException broken) {
      return "";
    }
  }

  private static List<String> traceback(Throwable failure) {
    StringWriter text = new StringWriter();
    try {
      failure.printStackTrace(new PrintWriter(text));
    } catch (RuntimeException broken) {
      return List.of(failure.getClass().getName());
    }
    return text.toString().lines().toList();
  }

  private static List<String> superclasses(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Class<?> base = type.getSuperclass();
        base != null && base != Object.class;
        base = base.getSuperclass()) {
      names.add(base.getName());
    }
    return names;
  }

  private static String simpleName(Class<?> type) {
    String name = type.getName();
    return type.getSimpleName().isEmpty()
        ? name.substring(name.lastIndexOf('.') + 1)
        : type.getSimpleName();
  }

  /** At most so many characters, without half a character at the end. */
  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }

  /**
   * The exception that a workflow gets for a failed task, whoever its worker was.
   *
   * @param task the task, such as {@code activity-Arithmetic.increment}
   */
  public static TaskFailedException exception(
      String task, @Nullable String reason, @Nullable String details) {
    return new TaskFailedException(
        task,
        reason == null ? "no reason given" : reason,
        Optional.ofNullable(details),
        errorTypes(details).stream().findFirst());
  }

  /**
   * The class that was thrown and its superclasses, by name with package, as far as the details
   * tell; empty if they are not in the original's form.
   */
  public static List<String> errorTypes(@Nullable String details) {
    JsonNode object = read(details);
    List<String> types = new ArrayList<>();
    // Older versions of the original tell the class's name alone.
    JsonNode errorType = object.path(object.has("error_type") ? "error_type" : "error");
    if (errorType.isTextual()) {
      types.add(errorType.textValue());
      object.path("error_bases").forEach(base -> types.add(base.asText()));
    }
    return types;
  }

  private static JsonNode read(@Nullable String details) {
    if (details == null || !details.startsWith("{")) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(details);
    } catch (JsonProcessingException foreign) {
      return JSON.missingNode();
    }
  }
}
