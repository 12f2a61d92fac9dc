/**
 * What a workflow author imports: {@link io.simpleflow.Workflow}, {@link io.simpleflow.Future}, the
 * annotations that declare tasks, the options of a submit, and the exceptions.
 *
 * <p>Nothing here runs a workflow: that is the engine's part. What a backend or another plugin
 * implements is in {@link io.simpleflow.spi}; the events of an execution are in {@code
 * io.simpleflow.history}.
 */
@NullMarked
package io.simpleflow;

import org.jspecify.annotations.NullMarked;
