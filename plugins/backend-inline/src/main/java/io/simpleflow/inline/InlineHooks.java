package io.simpleflow.inline;

import io.simpleflow.history.Decision;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowHooks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls what the author of a workflow has overridden to look at its execution: before the code runs
 * and after it has ended, as that is the one decision there is. Not thread-safe.
 */
final class InlineHooks {
  private static final Logger LOGGER = LoggerFactory.getLogger(InlineHooks.class);

  private final WorkflowDefinition definition;
  private final InlineHistory history;
  private @Nullable WorkflowHooks hooks;

  /** A hook that decides has thrown. */
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

  InlineHooks(WorkflowDefinition definition, InlineHistory history) {
    this.definition = definition;
    this.history = history;
  }

  /**
   * The code is about to run.
   *
   * @throws HookFailedException if the hook that is called now throws
   */
  void begin(WorkflowHooks workflow) {
    hooks = workflow;
    if (definition.looksAtHistory()) {
      try {
        workflow.beforeReplay(history.folded());
      } catch (RuntimeException thrown) {
        throw new HookFailedException(thrown);
      }
    }
  }

  /** The execution is about to close: with this decision, or by going on as a new run. */
  void close(Optional<Decision> closing) {
    WorkflowHooks own = hooks;
    if (own == null || !definition.looksAtHistory()) {
      return;
    }
    Decision close = closing.orElse(null);
    if (close instanceof Decision.FailWorkflowExecution failure) {
      String reason = failure.reason() == null ? "" : failure.reason();
      call(() -> own.onFailure(history.folded(), reason, Optional.ofNullable(failure.details())));
    } else {
      call(() -> own.afterReplay(history.folded()));
    }
    if (close instanceof Decision.CompleteWorkflowExecution) {
      call(() -> own.onCompleted(history.folded()));
    }
    call(() -> own.afterClosed(history.folded()));
  }

  private void call(Runnable hook) {
    try {
      hook.run();
    } catch (RuntimeException thrown) {
      LOGGER.error("a hook of {} failed", definition.implementation(), thrown);
    }
  }
}
