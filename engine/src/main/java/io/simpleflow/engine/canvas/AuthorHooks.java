package io.simpleflow.engine.canvas;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.history.Decision;
import io.simpleflow.history.History;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowHooks;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls what the author of a workflow has overridden to look at its execution. Not thread-safe.
 *
 * <p>Whatever a hook throws, exception or error, is a failure of the author's code; except that the
 * virtual machine's own troubles are passed on.
 */
public final class AuthorHooks {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuthorHooks.class);

  private final WorkflowDefinition definition;
  private final History history;
  private @Nullable WorkflowHooks hooks;

  /**
   * Hooks that are not called before {@link #begin}.
   *
   * @param history what they are shown; need not be kept up to date where the author does not look
   */
  public AuthorHooks(WorkflowDefinition definition, History history) {
    this.definition = definition;
    this.history = history;
  }

  /** The workflow's instance is made. */
  public void begin(WorkflowHooks workflow) {
    hooks = workflow;
  }

  /** Whether the instance is made whose hooks these are. */
  public boolean haveBegun() {
    return hooks != null;
  }

  /**
   * Called before the code runs for a new decision.
   *
   * @throws HookFailedException if the hook throws
   */
  public void beforeDecision() {
    WorkflowHooks own = hooks;
    if (own != null && definition.looksAtHistory()) {
      call(() -> own.beforeReplay(history));
    }
  }

  /**
   * Whether to heed a cancel request.
   *
   * @throws HookFailedException if the hook throws
   */
  public boolean shouldCancel() {
    WorkflowHooks own = hooks;
    return own == null || ask(() -> own.shouldCancel(history));
  }

  /**
   * How the next run goes on, if not with the input of this one.
   *
   * @throws HookFailedException if the hook throws
   */
  public Optional<ContinueAsNew> nextRun() {
    WorkflowHooks own = hooks;
    return own == null ? Optional.empty() : ask(own::nextRun);
  }

  /** Called after the code has run for a new decision, with its close if it is one. */
  public void afterDecision(Optional<Decision> closing) {
    WorkflowHooks own = hooks;
    if (own == null || !definition.looksAtHistory()) {
      return;
    }
    Decision close = closing.orElse(null);
    if (close instanceof Decision.FailWorkflowExecution failure) {
      String reason = failure.reason() == null ? "" : failure.reason();
      tell(() -> own.onFailure(history, reason, Optional.ofNullable(failure.details())));
    } else {
      tell(() -> own.afterReplay(history));
    }
    if (close instanceof Decision.CompleteWorkflowExecution) {
      tell(() -> own.onCompleted(history));
    } else if (close instanceof Decision.CancelWorkflowExecution) {
      tell(() -> own.onCanceled(history));
    }
    if (close != null) {
      tell(() -> own.afterClosed(history));
    }
  }

  /** Calls a hook that has no say any more. */
  private void tell(Runnable hook) {
    try {
      call(hook);
    } catch (HookFailedException failed) {
      LOGGER.error("a hook of {} failed", definition.implementation(), failed.thrown());
    }
  }

  private static void call(Runnable hook) {
    var unused =
        ask(
            () -> {
              hook.run();
              return true;
            });
  }

  private static <T> T ask(Supplier<T> hook) {
    try {
      return hook.get();
    } catch (OutOfMemoryError | InternalError | UnknownError machine) {
      throw machine;
    } catch (Throwable thrown) {
      throw new HookFailedException(thrown);
    }
  }
}
