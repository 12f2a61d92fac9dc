/** The backend {@code swf}: Amazon SWF, or a server that speaks its protocol. */
@NullMarked
package io.simpleflow.swf;

import org.jspecify.annotations.NullMarked;
