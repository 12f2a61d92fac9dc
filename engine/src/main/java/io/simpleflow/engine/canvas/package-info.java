/**
 * What groups, chains, functions inside them, cancellation scopes and received signals mean, told
 * in submits of single tasks and in futures; and when a workflow's hooks are called and its state
 * is asked for. It knows the API and its JSON alone: whoever implements a {@link
 * io.simpleflow.spi.WorkflowRuntime} can use it. What single tasks are does not belong here.
 */
@NullMarked
package io.simpleflow.engine.canvas;

import org.jspecify.annotations.NullMarked;
