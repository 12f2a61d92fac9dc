/** A server that speaks SWF's wire protocol, in front of the local service. */
@NullMarked
package io.simpleflow.server;

import org.jspecify.annotations.NullMarked;
