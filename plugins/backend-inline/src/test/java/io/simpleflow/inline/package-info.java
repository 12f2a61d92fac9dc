/** Tests of the inline backend. */
@NullMarked
package io.simpleflow.inline;

import org.jspecify.annotations.NullMarked;
