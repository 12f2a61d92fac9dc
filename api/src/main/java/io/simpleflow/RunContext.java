package io.simpleflow;

import java.util.List;
import java.util.Optional;

/**
 * Which execution this is: what a workflow may know of itself.
 *
 * @param name the workflow type's name
 * @param version the workflow type's version
 * @param domain the domain, as the backend calls it
 * @param execution the workflow id and run id
 * @param tagList the execution's tags, at most five
 * @param continuedExecutionRunId the run that this one continues as new
 * @param parent the execution that started this one as its child
 */
public record RunContext(
    String name,
    String version,
    String domain,
    ExecutionId execution,
    List<String> tagList,
    Optional<String> continuedExecutionRunId,
    Optional<ExecutionId> parent) {

  /** Copies the tags. */
  public RunContext {
    tagList = List.copyOf(tagList);
  }
}
