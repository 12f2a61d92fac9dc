/** Tests that what measures does run. */
@NullMarked
package io.simpleflow.benchmarks;

import org.jspecify.annotations.NullMarked;
