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
  private static final int RADIX = Character.MAX_RADIX;

  /** How long most are. */
  private static final int CHARACTERS = 64;

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
    StringBuilder text = new StringBuilder(CHARACTERS).append(kind.name()).append('.');
    append(text, execution);
    append(text.append('.'), scheduledEventId);
    append(text.append('.'), again);
    return text.append('.').append(runId).toString();
  }

  /** As {@link Long#toString(long, int)}, without a text of its own. */
  private static void append(StringBuilder text, long value) {
    if (value < 0) {
      text.append(Long.toString(value, RADIX));
      return;
    }
    if (value >= RADIX) {
      append(text, value / RADIX);
    }
    text.append(Character.forDigit((int) (value % RADIX), RADIX));
  }

  /** The token of a text; empty if it is none. */
  static Optional<TaskToken> decode(String text) {
    boolean decision = text.startsWith("D.");
    if (!decision && !text.startsWith("A.")) {
      return Optional.empty();
    }
    int execution = 2;
    int scheduled = text.indexOf('.', execution) + 1;
    int again = text.indexOf('.', scheduled) + 1;
    int runId = text.indexOf('.', again) + 1;
    if (scheduled == 0 || again == 0 || runId == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TaskToken(
              decision ? Kind.D : Kind.A,
              Long.parseLong(text, execution, scheduled - 1, RADIX),
              Long.parseLong(text, scheduled, again - 1, RADIX),
              Long.parseLong(text, again, runId - 1, RADIX),
              text.substring(runId)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
