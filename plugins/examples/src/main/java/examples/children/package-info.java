/** A workflow that starts others, by reference, by class and by name. */
@NullMarked
package examples.children;

import org.jspecify.annotations.NullMarked;
