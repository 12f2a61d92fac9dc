package io.simpleflow;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The steps that undo what a workflow has done so far, to be taken, last first, when it cannot go
 * on:
 *
 * <pre>{@code
 * Saga saga = new Saga();
 * try {
 *   String flight = submit(Trip::bookFlight, from, to).result();
 *   saga.addCompensation(() -> submit(Trip::cancelFlight, flight).result());
 *   submit(Trip::bookHotel, to).result();
 * } catch (TaskException failure) {
 *   compensate(saga);
 *   throw failure;
 * }
 * }</pre>
 *
 * <p>{@link Workflow#compensate} takes the steps shielded from cancellation. Used on the workflow's
 * thread alone.
 */
public final class Saga {
  private final Deque<Runnable> compensations = new ArrayDeque<>();

  /** A saga of no steps yet. */
  public Saga() {}

  /**
   * Adds what undoes the step just done, or about to be done if it may be undone anyway.
   *
   * @throws IllegalArgumentException if it is null
   */
  public void addCompensation(Runnable compensation) {
    if (compensation == null) { // From code without null checks.
      throw new IllegalArgumentException(
          "a compensation is null: give the code that undoes a step");
    }
    compensations.push(compensation);
  }

  /**
   * Takes all steps, last first, each once, going on after one that fails.
   *
   * @throws SimpleflowException the first failure, with the others as suppressed exceptions
   */
  void compensate() {
    @Nullable SimpleflowException first = null;
    while (!compensations.isEmpty()) {
      try {
        compensations.pop().run();
      } catch (RuntimeException thrown) {
        SimpleflowException failure =
            thrown instanceof SimpleflowException known ? known : new BranchFailedException(thrown);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
