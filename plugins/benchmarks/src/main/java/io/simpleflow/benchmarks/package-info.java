/**
 * Programs that measure: how many activities per second the local backend runs, and how fast
 * histories are replayed. Run by hand, as the README tells; nothing else depends on them.
 */
@NullMarked
package io.simpleflow.benchmarks;

import org.jspecify.annotations.NullMarked;
