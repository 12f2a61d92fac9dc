/** Deciding by code what follows from failures, and watching an execution from inside. */
@NullMarked
package examples.handlers;

import org.jspecify.annotations.NullMarked;
