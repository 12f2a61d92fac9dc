/**
 * Where histories are kept: the port {@link HistoryStore}, in memory or in one SQLite file. What is
 * written here has been decided by the service; nothing in this package knows SWF's rules.
 */
@NullMarked
package io.simpleflow.local.store;

import org.jspecify.annotations.NullMarked;
