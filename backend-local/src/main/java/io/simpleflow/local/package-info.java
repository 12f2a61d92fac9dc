/** The backend {@code local}: how it is found, set up and opened. */
@NullMarked
package io.simpleflow.local;

import org.jspecify.annotations.NullMarked;
