package io.simpleflow.cli;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The task list of an execution that one process runs alone: nobody else polls it. Its name is the
 * workflow id and 32 hexadecimal digits, as the original has it.
 */
final class OwnTaskList {
  private static final int LONGEST = 256;
  private static final Pattern DIGITS = Pattern.compile("-[0-9a-f]{32}");

  private OwnTaskList() {}

  /** Returns a new name. */
  static String of(String workflowId) {
    String digits = "-" + UUID.randomUUID().toString().replace("-", "");
    return beginning(workflowId, digits.length()) + digits;
  }

  /** Whether this may be the name of the list that was made for an execution. */
  static boolean isOf(String workflowId, String taskList) {
    int digits = Math.max(taskList.length() - 33, 0);
    return DIGITS.matcher(taskList.substring(digits)).matches()
        && taskList.substring(0, digits).equals(beginning(workflowId, 33));
  }

  private static String beginning(String workflowId, int digits) {
    return workflowId.substring(0, Math.min(workflowId.length(), LONGEST - digits));
  }
}
