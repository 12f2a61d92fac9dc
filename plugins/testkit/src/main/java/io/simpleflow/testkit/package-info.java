/**
 * For tests: of workflows (an environment in memory whose time is moved by hand), of old histories
 * against new code (a replayer), and of backends (the contract that each must keep). Nothing here
 * belongs into production.
 */
@NullMarked
package io.simpleflow.testkit;

import org.jspecify.annotations.NullMarked;
