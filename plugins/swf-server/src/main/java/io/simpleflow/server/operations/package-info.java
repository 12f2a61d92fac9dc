/**
 * What SWF's operations do: each takes a validated request, asks the local service, and writes the
 * answer. It knows nothing of HTTP.
 */
@NullMarked
package io.simpleflow.server.operations;

import org.jspecify.annotations.NullMarked;
