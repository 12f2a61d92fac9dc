/** A timer with a name, and a wait with a time limit. */
@NullMarked
package examples.timers;

import org.jspecify.annotations.NullMarked;
