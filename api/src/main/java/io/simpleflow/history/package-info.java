/**
 * The history of an execution, in SWF's terms: the events a service records, the decisions that a
 * decider answers with, and the state that follows from the events. Values only: nothing here
 * waits, reads or writes. Every backend and every tool speaks this model.
 */
@NullMarked
package io.simpleflow.history;

import org.jspecify.annotations.NullMarked;
