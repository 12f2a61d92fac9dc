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
 * How a run goes on as a new one of the same workflow id, with a history that begins anew. A value;
 * start from {@link #with}.
 *
 * @param arguments positional arguments of the new run
 * @param keywordArguments arguments by the parameter's name
 * @param version the version of the workflow type that runs, if another
 * @param options what the new run has otherwise than this one; {@code workflowId}, {@code retry},
 *     and {@code raisesOnFailure} do not apply and are refused
 */
public record ContinueAsNew(
    List<@Nullable Object> arguments,
    Map<String, @Nullable Object> keywordArguments,
    Optional<String> version,
    WorkflowOptions options) {

  /**
   * Copies the arguments.
   *
   * @throws IllegalArgumentException if an option does not apply, or the version is none that SWF
   *     allows
   */
  public ContinueAsNew {
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    keywordArguments = Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments));
    version.ifPresent(value -> SwfNames.requireVersion("the next run", value));
    if (options.workflowId().isPresent()
        || options.retry().isPresent()
        || options.raisesOnFailure().isPresent()) {
      throw new IllegalArgumentException(
          "a run that continues as new keeps its workflow id, and has neither retry nor"
              + " raisesOnFailure");
    }
  }

  /** Goes on with these arguments and otherwise as this run. */
  public static ContinueAsNew with(@Nullable Object... arguments) {
    return new ContinueAsNew(
        Arrays.asList(arguments), Map.of(), Optional.empty(), WorkflowOptions.none());
  }

  /** The same with one keyword argument more. */
  public ContinueAsNew with(String parameter, @Nullable Object argument) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(keywordArguments);
    more.put(parameter, argument);
    return new ContinueAsNew(arguments, more, version, options);
  }

  /** The same with another version of the workflow type. */
  public ContinueAsNew withVersion(String value) {
    return new ContinueAsNew(arguments, keywordArguments, Optional.of(value), options);
  }

  /** The same with these options laid over the ones it has. */
  public ContinueAsNew with(WorkflowOptions overriding) {
    return new ContinueAsNew(
        arguments, keywordArguments, version, options.overriddenBy(overriding));
  }
}
