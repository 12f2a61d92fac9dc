package io.simpleflow.engine.replay;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.history.Decision;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowHooks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls what the author of a workflow has overridden to look at its execution. The history is kept
 * for that only if something was. Not thread-safe.
 */
final class AuthorHooks {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuthorHooks.class);

  private final WorkflowDefinition definition;
  private final History history = new History();
  private @Nullable WorkflowHooks hooks;
  private @Nullable Runnable firstLook;

  /** A hook that decides has thrown; its cause says what. */
  static final class HookFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RuntimeException thrown;

    HookFailedException(RuntimeException thrown) {
      super(thrown);
      this.thrown = thrown;
    }

    RuntimeException thrown() {
      return thrown;
    }
  }

  AuthorHooks(WorkflowDefinition definition) {
    this.definition = definition;
  }

  void see(HistoryEvent event) {
    if (definition.looksAtHistory()) {
      history.append(List.of(event));
    }
  }

  void begin(WorkflowHooks workflow) {
    hooks = workflow;
  }

  boolean haveBegun() {
    return hooks != null;
  }

  /** Lets the code go on after the hooks of its first decision, which {@link #look} says. */
  void onFirstLook(Runnable goOn) {
    firstLook = goOn;
  }

  boolean firstLookIsDue() {
    return firstLook != null;
  }

  void look() {
    Runnable goOn = firstLook;
    firstLook = null;
    if (goOn != null) {
      goOn.run();
    }
  }

  /**
   * Called before the code runs.
   *
   * @throws HookFailedException if the hook throws
   */
  void beforeDecision(boolean replayed) {
    if (hooks != null && !replayed && definition.looksAtHistory()) {
      try {
        hooks.beforeReplay(history);
      } catch (RuntimeException thrown) {
        throw new HookFailedException(thrown);
      }
    }
  }

  /**
   * Whether to heed a cancel request.
   *
   * @throws HookFailedException if the hook throws
   */
  boolean shouldCancel() {
    try {
      return hooks == null || hooks.shouldCancel(history);
    } catch (RuntimeException thrown) {
      throw new HookFailedException(thrown);
    }
  }

  /**
   * How the next run goes on, if not with the input of this one.
   *
   * @throws HookFailedException if the hook throws
   */
  Optional<ContinueAsNew> nextRun() {
    try {
      return hooks == null ? Optional.empty() : hooks.nextRun();
    } catch (RuntimeException thrown) {
      throw new HookFailedException(thrown);
    }
  }

  /** Called after the code has run for a new decision, with its close if it is one. */
  void afterDecision(Optional<Decision> closing) {
    WorkflowHooks own = hooks;
    if (own == null || !definition.looksAtHistory()) {
      return;
    }
    Decision close = closing.orElse(null);
    if (close instanceof Decision.FailWorkflowExecution failure) {
      String reason = failure.reason() == null ? "" : failure.reason();
      call(() -> own.onFailure(history, reason, Optional.ofNullable(failure.details())));
    } else {
      call(() -> own.afterReplay(history));
    }
    if (close instanceof Decision.CompleteWorkflowExecution) {
      call(() -> own.onCompleted(history));
    } else if (close instanceof Decision.CancelWorkflowExecution) {
      call(() -> own.onCanceled(history));
    }
    if (close != null) {
      call(() -> own.afterClosed(history));
    }
  }

  private void call(Runnable hook) {
    try {
      hook.run();
    } catch (RuntimeException thrown) {
      LOGGER.error("a hook of {} failed", definition.implementation(), thrown);
    }
  }
}
