/** Signals taken one by one, sent by others or by the workflow itself. */
@NullMarked
package examples.signals;

import org.jspecify.annotations.NullMarked;
