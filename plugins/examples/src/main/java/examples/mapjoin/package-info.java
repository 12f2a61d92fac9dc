/** Many activities at once, and one that gathers their results. */
@NullMarked
package examples.mapjoin;

import org.jspecify.annotations.NullMarked;
