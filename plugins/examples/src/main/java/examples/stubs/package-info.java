/** Activities behind an interface, called as if they were local. */
@NullMarked
package examples.stubs;

import org.jspecify.annotations.NullMarked;
