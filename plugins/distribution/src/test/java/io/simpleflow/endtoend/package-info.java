/**
 * Everything together, as users have it: real processes and the real command line over a real file,
 * with workflows that do what they should not, killed when they least expect it.
 */
@NullMarked
package io.simpleflow.endtoend;

import org.jspecify.annotations.NullMarked;
