package io.simpleflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one name that a workflow gets, each once and in the order of their coming. All
 * queues of one name in an execution are the same queue. Used on the workflow's thread alone.
 *
 * @param <T> what a signal is read as; see {@link Workflow#signals}
 */
public interface SignalQueue<T extends @Nullable Object> {
  /**
   * Takes the next signal, of those that have come and those that will. Several unfinished ones get
   * their signals in the order of the calls; cancelling one gives its place up. One that was only
   * waited for with a time limit keeps it: cancel it, or keep it for the next signal.
   */
  Future<T> next();

  /**
   * Takes the next signal if it has come. One without a value is empty too; see {@link #size}.
   *
   * @throws SerializationException if it cannot be read as {@code T}; it is taken all the same
   */
  Optional<T> poll();

  /** How many signals have come and are not taken. */
  int size();
}
