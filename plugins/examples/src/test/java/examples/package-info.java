/** Tests of the examples. */
@NullMarked
package examples;

import org.jspecify.annotations.NullMarked;
