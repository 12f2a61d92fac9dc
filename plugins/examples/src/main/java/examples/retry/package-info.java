/** An activity that fails at first, tried again after growing pauses. */
@NullMarked
package examples.retry;

import org.jspecify.annotations.NullMarked;
