/**
 * The form of SWF's wire protocol: which operations take which members, how a request's JSON is
 * read and validated, and the faults. It knows nothing of what the operations do, nor of HTTP.
 */
@NullMarked
package io.simpleflow.server.protocol;

import org.jspecify.annotations.NullMarked;
