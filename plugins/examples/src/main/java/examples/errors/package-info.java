/** A task that fails, what that means for those that need its result, and how to clean up. */
@NullMarked
package examples.errors;

import org.jspecify.annotations.NullMarked;
