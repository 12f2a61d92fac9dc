/** What a caller may read of a workflow while it runs. */
@NullMarked
package examples.state;

import org.jspecify.annotations.NullMarked;
