/** Cancelling: an execution, a part of it, and cleaning up all the same. */
@NullMarked
package examples.cancellation;

import org.jspecify.annotations.NullMarked;
