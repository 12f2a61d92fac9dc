/** Notes in the history, written once and read back. */
@NullMarked
package examples.markers;

import org.jspecify.annotations.NullMarked;
