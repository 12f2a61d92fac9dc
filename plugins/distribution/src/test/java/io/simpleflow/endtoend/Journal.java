package io.simpleflow.endtoend;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes say they did, a line each, in a file that outlives them. Each line is one write,
 * so it is there whole or not at all. Thread-safe.
 */
record Journal(Path file) {
  /** The variable that names the file to a process. */
  static final String FILE = "JOURNAL";

  /** The variable that numbers a process. */
  static final String LIFE = "JOURNAL_LIFE";

  /** What was done. */
  enum Deed {
    /** An execution was started. */
    STARTED,
    /** The process runs tasks from now on. */
    RUNNING,
    /** An activity begins. */
    BEGIN,
    /** An activity is about to fail. */
    FAIL,
    /** An activity is about to return. */
    END
  }

  /**
   * A line.
   *
   * @param life the number of the process
   * @param execution for whom
   * @param activityId which of its activities, or empty
   */
  record Line(Deed deed, int life, ExecutionId execution, String activityId) {
    String task() {
      return execution + " " + activityId;
    }
  }

  static Journal ofProcess() {
    return new Journal(Path.of(System.getenv().getOrDefault(FILE, "journal")));
  }

  void add(Deed deed, ExecutionId execution, String activityId) {
    add(
        "%s %s %s %s %s\n"
            .formatted(
                deed,
                System.getenv().getOrDefault(LIFE, "0"),
                execution.workflowId(),
                execution.runId(),
                activityId));
  }

  /** Notes what the activity that runs on this thread does. */
  void add(Deed deed) {
    add(deed, ActivityContext.current().execution(), ActivityContext.current().activityId());
  }

  private void add(String line) {
    try {
      Files.writeString(file, line, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Line> lines() {
    try {
      return Files.readAllLines(file).stream().map(Journal::parse).toList();
    } catch (NoSuchFileException nothingYet) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line parse(String line) {
    String[] words = line.split(" ", 5);
    return new Line(
        Deed.valueOf(words[0]),
        Integer.parseInt(words[1]),
        new ExecutionId(words[2], words[3]),
        words[4]);
  }
}
