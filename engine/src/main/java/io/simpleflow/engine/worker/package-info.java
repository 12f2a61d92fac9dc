/**
 * Drives a task service: loops that poll for decision tasks and activity tasks, run them and
 * answer, with heartbeats, back-off and a stop that loses nothing.
 *
 * <p>What a decision is made of belongs to {@link io.simpleflow.engine.replay}.
 */
@NullMarked
package io.simpleflow.engine.worker;

import org.jspecify.annotations.NullMarked;
