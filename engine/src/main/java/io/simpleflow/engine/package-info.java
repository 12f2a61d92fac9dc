/**
 * The engine's front door: opening a backend by its name, finding plugins, and driving a service
 * that works as Amazon SWF does.
 *
 * <p>What the engine is made of stays in the packages below; this one puts it together and names no
 * backend.
 */
@NullMarked
package io.simpleflow.engine;

import org.jspecify.annotations.NullMarked;
