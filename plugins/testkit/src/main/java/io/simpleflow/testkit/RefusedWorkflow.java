package io.simpleflow.testkit;

import io.simpleflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * A workflow that asks for what is refused, catches every refusal at the call and goes on. Its
 * result is what it was told.
 */
public abstract class RefusedWorkflow extends Workflow {
  /** What stands for a refusal that did not come. */
  static final String ACCEPTED = "accepted";

  private final List<String> refusals = new ArrayList<>();

  /** For subclasses. */
  protected RefusedWorkflow() {}

  /** A call that may be refused, with whatever it returns. */
  @FunctionalInterface
  protected interface Call {
    /** Makes the call. */
    void make() throws Exception;
  }

  /** The refusals, each as the exception's name and message. */
  public List<String> run() {
    ask();
    return refusals;
  }

  /** Asks for this and that by way of {@link #refused}. */
  protected abstract void ask();

  /** Makes a call, and keeps what it throws. */
  protected final void refused(Call call) {
    try {
      call.make();
      refusals.add(ACCEPTED);
    } catch (Exception refusal) {
      refusals.add(refusal.getClass().getSimpleName() + ": " + refusal.getMessage());
    }
  }
}
