/** Tests of the test kit. */
@NullMarked
package io.simpleflow.testkit;

import org.jspecify.annotations.NullMarked;
