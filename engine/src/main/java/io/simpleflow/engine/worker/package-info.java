/**
 * Drives a task service: loops that poll for decision tasks and activity tasks, run them and
 * answer, with heartbeats, back-off and a stop that loses nothing.
 *
 * <p>A {@link io.simpleflow.engine.worker.PollingRun} is made of {@code PollLoop}s, each a thread
 * that takes a task and hands it to the {@code Decider} or the {@code ActivityRunner}; these answer
 * by way of {@code ServiceCalls}, which tries again while the service is away, and {@code Troubles}
 * tells of that. {@code Drain} is the stop.
 *
 * <p>What a decision is made of belongs to {@link io.simpleflow.engine.replay}.
 */
@NullMarked
package io.simpleflow.engine.worker;

import org.jspecify.annotations.NullMarked;
