package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Submitter#submit(Submittable)} takes: a value that describes work and its arguments.
 * Submitting it twice does the work twice, unless it is idempotent. The single kinds are {@link
 * Task} (an activity), {@link ChildTask} (a child workflow) and {@link LambdaTask} (an AWS Lambda
 * function); {@link Group}, {@link Chain} and {@link FunctionGroup} are made of others, to any
 * depth.
 *
 * @param <R> the result's type
 */
public sealed interface Submittable<R extends @Nullable Object>
    permits Task, ChildTask, LambdaTask, Group, Chain, FunctionGroup {}
