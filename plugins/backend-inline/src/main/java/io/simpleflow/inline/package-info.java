/**
 * The inline backend: an executor written whole, which runs every task at once in the thread that
 * submits it. For debugging with breakpoints, and as the model of a backend that is no task
 * service. Only the provider is public.
 */
@NullMarked
package io.simpleflow.inline;

import org.jspecify.annotations.NullMarked;
