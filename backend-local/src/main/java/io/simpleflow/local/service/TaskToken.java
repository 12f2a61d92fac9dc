package io.simpleflow.local.service;

import java.util.Optional;

/**
 * What a task is answered with. It says which task it is, and so holds in the process that goes on
 * with the execution after the one that handed it out; what it is made of is nobody else's concern.
 *
 * @param kind of which kind the task is
 * @param execution the key of the execution
 * @param scheduledEventId the id of the event that scheduled the task
 * @param again 0, or a random number if the task was handed out before and its answer got lost
 * @param runId the execution's, so that no other store's token is taken for one of this
 */
record TaskToken(Kind kind, long execution, long scheduledEventId, long again, String runId) {
  private static final int PARTS = 5;

  /** The kinds of tasks, by the letters that stand for them. */
  enum Kind {
    /** A decision task. */
    D,
    /** An activity task. */
    A
  }

  static TaskToken of(Execution execution, Kind kind, long scheduledEventId, long again) {
    return new TaskToken(kind, execution.key(), scheduledEventId, again, execution.id().runId());
  }

  String encode() {
    return kind + "." + number(execution) + number(scheduledEventId) + number(again) + runId;
  }

  private static String number(long value) {
    return Long.toString(value, Character.MAX_RADIX) + ".";
  }

  /** The token of a text; empty if it is none. */
  static Optional<TaskToken> decode(String text) {
    try {
      String[] parts = text.split("\\.", PARTS);
      return parts.length < PARTS
          ? Optional.empty()
          : Optional.of(
              new TaskToken(
                  Kind.valueOf(parts[0]),
                  Long.parseLong(parts[1], Character.MAX_RADIX),
                  Long.parseLong(parts[2], Character.MAX_RADIX),
                  Long.parseLong(parts[3], Character.MAX_RADIX),
                  parts[4]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
