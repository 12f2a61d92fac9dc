package io.simpleflow.spi;

import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * Which executions to list; every component that is present narrows the choice. Start from {@link
 * #all()}.
 *
 * @param status open or closed
 * @param workflowId the workflow id, whole
 * @param typeName the workflow type's name, whole
 * @param typeVersion the workflow type's version, whole
 * @param tag one of the execution's tags, whole
 * @param closeStatus how it closed
 * @param startedSince the earliest start, inclusive
 * @param startedUntil the latest start, inclusive
 * @param closedSince the earliest close, inclusive; open executions have none
 * @param closedUntil the latest close, inclusive; open executions have none
 * @param limit how many to list at most
 */
public record ExecutionFilter(
    Optional<ExecutionStatus> status,
    Optional<String> workflowId,
    Optional<String> typeName,
    Optional<String> typeVersion,
    Optional<String> tag,
    Optional<CloseStatus> closeStatus,
    Optional<Instant> startedSince,
    Optional<Instant> startedUntil,
    Optional<Instant> closedSince,
    Optional<Instant> closedUntil,
    int limit) {

  /** Every execution. */
  public static ExecutionFilter all() {
    return new ExecutionFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Integer.MAX_VALUE);
  }

  /** This filter, with at most so many executions. */
  public ExecutionFilter withLimit(int newLimit) {
    return new ExecutionFilter(
        status,
        workflowId,
        typeName,
        typeVersion,
        tag,
        closeStatus,
        startedSince,
        startedUntil,
        closedSince,
        closedUntil,
        newLimit);
  }

  /** This filter, for executions that are open, or that are closed. */
  public ExecutionFilter withStatus(ExecutionStatus wanted) {
    return new ExecutionFilter(
        Optional.of(wanted),
        workflowId,
        typeName,
        typeVersion,
        tag,
        closeStatus,
        startedSince,
        startedUntil,
        closedSince,
        closedUntil,
        limit);
  }

  /** This filter, for one workflow id. */
  public ExecutionFilter withWorkflowId(String wanted) {
    return new ExecutionFilter(
        status,
        Optional.of(wanted),
        typeName,
        typeVersion,
        tag,
        closeStatus,
        startedSince,
        startedUntil,
        closedSince,
        closedUntil,
        limit);
  }

  /** Whether an execution is one of those wanted, the limit aside. */
  public boolean matches(ExecutionInfo execution) {
    return same(status, execution.status())
        && same(workflowId, execution.execution().workflowId())
        && same(typeName, execution.workflowType().name())
        && same(typeVersion, execution.workflowType().version())
        && tag.map(execution.tagList()::contains).orElse(true)
        && (closeStatus.isEmpty() || closeStatus.equals(execution.closeStatus()))
        && within(startedSince, Optional.of(execution.startTimestamp()), startedUntil)
        && within(closedSince, execution.closeTimestamp(), closedUntil);
  }

  private static boolean within(
      Optional<Instant> since, Optional<Instant> time, Optional<Instant> until) {
    return since.map(first -> time.isPresent() && !time.get().isBefore(first)).orElse(true)
        && until.map(last -> time.isPresent() && !time.get().isAfter(last)).orElse(true);
  }

  private static <T> boolean same(Optional<T> wanted, T actual) {
    return wanted.isEmpty() || wanted.get().equals(actual);
  }
}
