/** Steps that are undone, last first, when a later one fails. */
@NullMarked
package examples.saga;

import org.jspecify.annotations.NullMarked;
