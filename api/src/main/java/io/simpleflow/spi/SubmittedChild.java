package io.simpleflow.spi;

import io.simpleflow.WorkflowOptions;
import io.simpleflow.history.WorkflowType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a submitted child workflow comes to.
 *
 * @param type the workflow type
 * @param definition its code, if it is here; it may also live elsewhere
 * @param options what the submit itself gives
 * @param resultType what the result is read as
 */
public record SubmittedChild(
    WorkflowType type,
    Optional<WorkflowDefinition> definition,
    WorkflowOptions options,
    Type resultType) {

  /** Whether equal arguments mean the same child. */
  public boolean idempotent() {
    return definition.map(WorkflowDefinition::idempotent).orElse(false);
  }

  /**
   * The options, once the arguments are known: those of the submit, over what the workflow's own
   * code says of these arguments, over its annotation.
   *
   * @throws RuntimeException what the author's code throws
   */
  public WorkflowOptions options(
      List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
    return definition
        .map(code -> code.options(arguments, keywordArguments))
        .orElseGet(WorkflowOptions::none)
        .overriddenBy(options);
  }
}
