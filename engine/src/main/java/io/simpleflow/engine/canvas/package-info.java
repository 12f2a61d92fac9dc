/**
 * What groups, chains, functions inside them and cancellation scopes mean, told in submits of
 * single tasks and in futures. It knows the API alone: whoever implements a {@link
 * io.simpleflow.spi.WorkflowRuntime} can use it. What single tasks are does not belong here.
 */
@NullMarked
package io.simpleflow.engine.canvas;

import org.jspecify.annotations.NullMarked;
