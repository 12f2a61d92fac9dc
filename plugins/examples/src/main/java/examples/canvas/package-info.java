/** Work described as a value: a chain of steps, one of them a group made from a result. */
@NullMarked
package examples.canvas;

import org.jspecify.annotations.NullMarked;
