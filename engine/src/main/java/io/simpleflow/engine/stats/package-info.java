/**
 * Reports: pure functions from a history to a {@link io.simpleflow.engine.stats.Table} or a text.
 * Nothing here reads a clock, a file or a service; how a table is printed is the command line's.
 */
@NullMarked
package io.simpleflow.engine.stats;

import org.jspecify.annotations.NullMarked;
