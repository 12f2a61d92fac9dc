/**
 * History in, decisions out: runs a workflow's code again from the events of its history and
 * collects what the code asks for.
 *
 * <p>Pure but for the one thread that a workflow's code runs on: no I/O, no clock, no knowledge of
 * backends. {@link io.simpleflow.engine.replay.ReplayedExecution} is the way in.
 */
@NullMarked
package io.simpleflow.engine.replay;

import org.jspecify.annotations.NullMarked;
