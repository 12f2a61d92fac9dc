package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.ServiceException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.StoreException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.worker.WorkflowLookup;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Sees executions to their ends, in this process or elsewhere, and says how they ended. */
final class ExecutionRun {
  /** How long to wait in one go; there is no limit to the whole. */
  private static final Duration TURN = Duration.ofHours(1);

  private final Session session;
  private final Simpleflow simpleflow;
  private final RunOptions options;
  private List<String> toGoOn = List.of();
  private boolean printsResults;
  private Optional<Boolean> showsProgress = Optional.empty();

  ExecutionRun(Session session, Simpleflow simpleflow, RunOptions options) {
    this.session = session;
    this.simpleflow = simpleflow;
    this.options = options;
  }

  /** Says how far executions are, or not; by default on a terminal alone. */
  ExecutionRun withProgress(Optional<Boolean> wanted) {
    showsProgress = wanted;
    return this;
  }

  /** Says to go on with these options, should it be stopped. */
  ExecutionRun goingOnWith(List<String> resumeOptions) {
    toGoOn = List.copyOf(resumeOptions);
    return this;
  }

  /** How long to let a command end that is told to stop: its tasks' grace, and a little. */
  static Duration patience(RunOptions options) {
    return options.grace().plusSeconds(5);
  }

  /** Says which execution was started, and what to type so as to look at it. */
  void announce(ExecutionId execution) {
    session.note("workflow %s run %s".formatted(execution.workflowId(), execution.runId()));
    if (simpleflow.backend().keepsHistories()) {
      session.note(session.command("status", execution.workflowId()));
    }
  }

  /**
   * Goes on with what was just started: runs it here to its end; or leaves it to those who run the
   * backend's executions, after its ids are printed.
   *
   * @param wait whether to wait for the end in any case, and to print the result
   * @return the exit code
   */
  int goOn(ExecutionId execution, boolean wait) throws IOException {
    printsResults = wait;
    if (!session.isShared()) {
      announce(execution);
      return untilClosed(List.of(execution));
    }
    if (wait) {
      announce(execution);
      return follow(execution);
    }
    session.streams.out().append("%s %s\n".formatted(execution.workflowId(), execution.runId()));
    session.note(session.command("status", execution.workflowId()));
    return 0;
  }

  private int follow(ExecutionId execution) throws IOException {
    try {
      return await(execution);
    } catch (InterruptedException e) {
      session.note("it goes on; see: " + session.command("status", execution.workflowId()));
      return Failures.FAILED;
    }
  }

  /**
   * Runs until all of them are closed, or the thread is interrupted.
   *
   * @return 0 if all completed, else 1
   */
  int untilClosed(List<ExecutionId> executions) throws IOException {
    Deque<ExecutionId> open = new ArrayDeque<>(executions);
    int code = 0;
    Executor.Run run = simpleflow.executor().run(options);
    try {
      while (!open.isEmpty()) {
        code = Math.max(code, await(open.getFirst()));
        open.removeFirst();
      }
    } catch (InterruptedException e) {
      // Not interrupted again, so that what runs gets its time to finish. Said before that, as a
      // second Ctrl-C ends the process at once.
      open.forEach(this::sayHowToGoOn);
    } finally {
      run.close();
    }
    return open.isEmpty() ? code : Failures.FAILED;
  }

  private void sayHowToGoOn(ExecutionId execution) {
    if (simpleflow.backend().keepsHistories()
        && simpleflow.histories().describe(execution).info().status() == ExecutionStatus.OPEN) {
      session.note("go on with: " + resumeCommand(execution));
    }
  }

  private int await(ExecutionId execution) throws InterruptedException, IOException {
    Optional<ProgressLine> progress =
        ProgressLine.show(session, simpleflow.histories(), execution, showsProgress);
    Optional<String> problem;
    try {
      ExecutionOutcome outcome = outcome(execution);
      problem = problem(outcome);
      if (printsResults && problem.isEmpty()) {
        session.streams.out().append(outcome.result().orElse("null")).append('\n');
      }
    } catch (StoreException | ServiceException e) {
      throw e; // It concerns them all.
    } catch (SimpleflowException e) {
      // A decider gave this one up; the others may well go on.
      problem = Optional.of(givenUp(execution, e));
    } finally {
      progress.ifPresent(ProgressLine::close);
    }
    problem.ifPresent(text -> new Failures(session).failed(text));
    return problem.isPresent() ? Failures.FAILED : 0;
  }

  /** Whether the code of an execution's workflow is here; if it is not, that is said. */
  boolean isCodeHere(ExecutionId execution) {
    ExecutionDescription described = simpleflow.histories().describe(execution);
    try {
      new WorkflowLookup(simpleflow.tasks(), simpleflow.backend().domain())
          .find(
              described.info().workflowType(),
              () -> simpleflow.histories().events(execution).get(0),
              described.configuration().taskList());
      return true;
    } catch (TaskNotFoundException elsewhere) {
      new Failures(session).failed(givenUp(execution, elsewhere));
      return false;
    }
  }

  private String givenUp(ExecutionId execution, SimpleflowException reason) {
    String id = execution.workflowId();
    String message = String.valueOf(reason.getMessage());
    String why = message.contains(id) ? message : "workflow %s: %s".formatted(id, message);
    return simpleflow.backend().keepsHistories()
        ? "%s; once that is put right: %s".formatted(why, resumeCommand(execution))
        : why;
  }

  private String resumeCommand(ExecutionId execution) {
    List<String> words = new ArrayList<>(List.of("resume", execution.workflowId()));
    words.addAll(toGoOn);
    return session.commandWithCode(words.toArray(String[]::new));
  }

  private ExecutionOutcome outcome(ExecutionId execution) throws InterruptedException {
    while (true) {
      try {
        return simpleflow.executor().await(execution, TURN);
      } catch (TimeoutException e) {
        // It may take as long as it likes.
      }
    }
  }

  private Optional<String> problem(ExecutionOutcome outcome) {
    if (outcome.status() == CloseStatus.COMPLETED) {
      return Optional.empty();
    }
    String id = outcome.execution().workflowId();
    String how =
        switch (outcome.status()) {
          case FAILED -> "failed";
          case TIMED_OUT -> "timed out";
          case CANCELED -> "was canceled";
          case TERMINATED -> "was terminated";
          case COMPLETED, CONTINUED_AS_NEW -> "ended";
        };
    String why = outcome.reason().map(reason -> ": " + reason).orElse("");
    String more =
        simpleflow.backend().keepsHistories() ? "; more by: " + session.command("history", id) : "";
    return Optional.of("workflow %s %s%s%s".formatted(id, how, why, more));
  }
}
