/** Workflows that live for years with short histories: by hand, and by themselves. */
@NullMarked
package examples.continueasnew;

import org.jspecify.annotations.NullMarked;
