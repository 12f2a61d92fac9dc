/** What tasks and executions are given, and where it is said. */
@NullMarked
package examples.options;

import org.jspecify.annotations.NullMarked;
