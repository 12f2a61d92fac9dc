/** Several strands of one workflow, each written as straight code, and what to do with futures. */
@NullMarked
package examples.branches;

import org.jspecify.annotations.NullMarked;
