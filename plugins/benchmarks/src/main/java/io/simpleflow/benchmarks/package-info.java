/**
 * Programs that measure, and the report that puts what they measured beside the goals. A {@link
 * io.simpleflow.benchmarks.Part} is one of them, a {@link io.simpleflow.benchmarks.Figure} what it
 * says. Run by hand, as the README tells; nothing else depends on them.
 */
@NullMarked
package io.simpleflow.benchmarks;

import org.jspecify.annotations.NullMarked;
