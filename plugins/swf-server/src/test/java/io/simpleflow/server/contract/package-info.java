/** The backend for SWF against the server, over HTTP: the two halves of one protocol. */
@NullMarked
package io.simpleflow.server.contract;

import org.jspecify.annotations.NullMarked;
