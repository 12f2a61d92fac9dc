package io.simpleflow;

import io.simpleflow.spi.SwfNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signal to send: to the workflow itself unless it says otherwise. A value; start from {@link
 * #named}.
 *
 * <p>It travels as {@code {"__propagate":…,"args":[…],"kwargs":{…}}}. A workflow of this library,
 * or of the original, that gets one which propagates sends it on to its parent and its open
 * children.
 *
 * @param name the signal's name, 1 to 256 characters
 * @param target who gets it
 * @param arguments positional arguments: values or futures
 * @param keywordArguments arguments by name, likewise
 * @param propagate whether those who get it send it on
 */
public record Signal(
    String name,
    Target target,
    List<@Nullable Object> arguments,
    Map<String, @Nullable Object> keywordArguments,
    boolean propagate) {

  /** Who gets a signal. */
  public sealed interface Target {
    /** The workflow that sends it. */
    record Self() implements Target {}

    /** The workflow that started the sender as its child. */
    record Parent() implements Target {}

    /** A child, by the future that submitting it returned. */
    record Child(Future<?> future) implements Target {}

    /** Any execution of the domain: of the run id if there is one, else the open run. */
    record Execution(String workflowId, Optional<String> runId) implements Target {
      /**
       * Refuses a workflow id that none can have.
       *
       * @throws IllegalArgumentException if it is empty or longer than 256 characters
       */
      public Execution {
        SwfNames.requireText("workflow id of a signal's target", workflowId);
      }
    }
  }

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the name is empty or too long
   */
  public Signal {
    SwfNames.requireText("signal name", name);
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    keywordArguments = Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments));
  }

  /** A signal to the workflow itself, which propagates, with these arguments. */
  public static Signal named(String name, @Nullable Object... arguments) {
    return new Signal(name, new Target.Self(), Arrays.asList(arguments), Map.of(), true);
  }

  private Signal to(Target value) {
    return new Signal(name, value, arguments, keywordArguments, propagate);
  }

  /** The same signal to the open execution of a workflow id. */
  public Signal to(String workflowId) {
    return to(new Target.Execution(workflowId, Optional.empty()));
  }

  /** The same signal to one run of a workflow id. */
  public Signal to(ExecutionId execution) {
    return to(new Target.Execution(execution.workflowId(), Optional.of(execution.runId())));
  }

  /** The same signal to the sender's parent. */
  public Signal toParent() {
    return to(new Target.Parent());
  }

  /** The same signal to a child, once it has started, by the future that submitting it returned. */
  public Signal toChild(Future<?> child) {
    return to(new Target.Child(child));
  }

  /** The same signal with one keyword argument more, a value or a future. */
  public Signal with(String parameter, @Nullable Object argument) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(keywordArguments);
    more.put(parameter, argument);
    return new Signal(name, target, arguments, more, propagate);
  }

  /** The same signal, for the one who gets it alone. */
  public Signal withoutPropagation() {
    return new Signal(name, target, arguments, keywordArguments, false);
  }
}
