/** The local backend as a whole, against the contract of all backends. */
@NullMarked
package io.simpleflow.local;

import org.jspecify.annotations.NullMarked;
