/**
 * From classes to tasks: finds workflows and activities on the class path, finds out what a
 * submitted method reference means, binds JSON arguments to parameters, and calls the code.
 *
 * <p>Knows neither histories nor backends, and is the only user of ClassGraph.
 */
@NullMarked
package io.simpleflow.engine.tasks;

import org.jspecify.annotations.NullMarked;
