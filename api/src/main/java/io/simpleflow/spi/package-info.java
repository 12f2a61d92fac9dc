/**
 * What a plugin implements: backends ({@link io.simpleflow.spi.BackendProvider}), data converters,
 * object factories, interceptors and output formats, each found by {@link java.util.ServiceLoader}.
 *
 * <p>Also the ports through which a backend sees the engine: {@link
 * io.simpleflow.spi.ExecutorEnvironment}, {@link io.simpleflow.spi.TaskCatalog} and {@link
 * io.simpleflow.spi.WorkflowRuntime}. A workflow author needs none of this.
 */
@NullMarked
package io.simpleflow.spi;

import org.jspecify.annotations.NullMarked;
