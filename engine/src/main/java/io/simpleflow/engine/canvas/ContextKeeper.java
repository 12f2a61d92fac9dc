package io.simpleflow.engine.canvas;

import io.simpleflow.engine.json.ExecutionContext;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.WorkflowHooks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left with the service for readers of an execution: its state, and the signals that its
 * code waits for. Nothing is said twice: the service keeps what it was told last. Not thread-safe.
 */
public final class ContextKeeper {
  private static final Logger LOGGER = LoggerFactory.getLogger(ContextKeeper.class);

  /** The most characters of a state: with the names of signals it must fit into one field. */
  private static final int LONGEST_STATE = 32_000;

  private final DataConverter converter;
  private final ServiceLimits limits;
  private final String implementation;
  private String kept = "";
  private @Nullable WorkflowHooks hooks;
  private boolean warned;

  /**
   * Of an execution that the service was told nothing of yet.
   *
   * @param implementation the workflow's class, for messages
   */
  public ContextKeeper(DataConverter converter, ServiceLimits limits, String implementation) {
    this.converter = converter;
    this.limits = limits;
    this.implementation = implementation;
  }

  /** The workflow's instance is made, and asked for its state from now on. */
  public void begin(WorkflowHooks workflow) {
    hooks = workflow;
  }

  /** Sees what the service was told. */
  public void apply(DecisionTaskCompleted event) {
    kept = Objects.requireNonNullElse(event.executionContext(), kept);
  }

  /**
   * What to tell with a new decision; empty if the service has it already, the empty text to clear
   * what it has.
   */
  public Optional<String> next(List<String> waitingSignals) {
    int limit = limits.dataCharacters();
    String context = ExecutionContext.of(state(), waitingSignals).toText();
    if (context.length() > limit) {
      context = ExecutionContext.of(null, waitingSignals).toText();
      warn("no room for it beside the names of the signals that it waits for");
    }
    return Optional.of(context.length() > limit ? "" : context).filter(text -> !text.equals(kept));
  }

  private @Nullable String state() {
    try {
      Object state = hooks == null ? null : hooks.state();
      String json = state == null ? null : converter.toJson(state);
      if (json == null || json.length() <= LONGEST_STATE) {
        return json;
      }
      warn(
          "%,d characters of JSON; at most %,d are allowed"
              .formatted(json.length(), LONGEST_STATE));
    } catch (OutOfMemoryError | InternalError | UnknownError machine) {
      throw machine;
    } catch (Throwable thrown) {
      warn("it fails with " + oneLine(thrown));
      LOGGER.debug("the state of {} fails", implementation, thrown);
    }
    return null;
  }

  private static String oneLine(Throwable thrown) {
    return thrown.toString().lines().findFirst().orElse("");
  }

  private void warn(String problem) {
    if (!warned) {
      warned = true;
      LOGGER.warn("the state of {} cannot be read: {}", implementation, problem);
    }
  }
}
