package io.simpleflow.history;

import org.jspecify.annotations.Nullable;

/**
 * The settings an execution runs with: those it was started with, or its type's defaults.
 *
 * @param executionStartToCloseTimeout whole seconds
 * @param taskStartToCloseTimeout time for one decision: whole seconds, or "NONE"
 * @param taskList where its decision tasks wait
 * @param taskPriority an integer; higher is served first
 * @param lambdaRole the IAM role its Lambda functions are called with
 */
public record ExecutionConfiguration(
    ChildPolicy childPolicy,
    String executionStartToCloseTimeout,
    String taskStartToCloseTimeout,
    String taskList,
    @Nullable String taskPriority,
    @Nullable String lambdaRole) {}
