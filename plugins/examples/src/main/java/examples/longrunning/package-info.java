/** Steps of a second each, for trying what a crash does: kill the process, then resume. */
@NullMarked
package examples.longrunning;

import org.jspecify.annotations.NullMarked;
