package io.simpleflow.spi;

import io.simpleflow.ExecutionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Adler32;

/**
 * Gives tasks their ids by the original's rules: the task's name, a hyphen and a number counted per
 * name, or, for an idempotent task, the MD5 of its input. Ids over SWF's 256 characters are cut and
 * told apart by their own MD5.
 *
 * <p>Numbers are given in the order of the submits, so they are the same on every replay. For those
 * who implement a {@link WorkflowRuntime}; one per run through the code. Not thread-safe.
 */
public final class TaskIds {
  private static final int MAXIMUM_LENGTH = 256;
  private static final int KEPT_LENGTH = 223;

  private final Map<String, Integer> counters = new HashMap<>();

  /** Counts from 1. */
  public TaskIds() {}

  /** The next id for a task of this name, such as {@code activity-Arithmetic.increment}. */
  public String next(String taskName) {
    int number = counters.merge(taskName, 1, Integer::sum);
    return limited(taskName + "-" + number);
  }

  /** The id of an idempotent task with this input. */
  public static String ofInput(String taskName, String input) {
    return limited(taskName + "-" + md5(input));
  }

  /**
   * The next workflow id for a child of this name, such as {@code workflow-basic}. The parent is
   * part of it, because workflow ids are unique in the whole domain.
   */
  public String nextChild(String taskName, ExecutionId parent) {
    return child(taskName, parent, counters.merge(taskName, 1, Integer::sum).toString());
  }

  /** The workflow id of an idempotent child with this input. */
  public static String childOfInput(String taskName, ExecutionId parent, String input) {
    return child(taskName, parent, md5(input));
  }

  private static String child(String taskName, ExecutionId parent, String suffix) {
    Adler32 run = new Adler32();
    run.update(parent.runId().getBytes(StandardCharsets.UTF_8));
    String hash = parent.runId().isEmpty() ? "0" : Long.toHexString(run.getValue());
    return limited("%s-%s--%s--%s".formatted(taskName, parent.workflowId(), hash, suffix));
  }

  /** An id, cut to what SWF allows. */
  public static String limited(String id) {
    return id.length() <= MAXIMUM_LENGTH ? id : id.substring(0, KEPT_LENGTH) + "-" + md5(id);
  }

  private static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has MD5", impossible);
    }
  }
}
