/**
 * The workflow service: executions, task lists, timers and timeouts by SWF's rules. One operation
 * is one {@link Transaction}: it appends events, and everything else (what waits in which task
 * list, what is due when, what is written to the store) follows from the events.
 */
@NullMarked
package io.simpleflow.local.service;

import org.jspecify.annotations.NullMarked;
