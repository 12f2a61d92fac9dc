package io.simpleflow.history;

/** How an execution ended. */
public enum CloseStatus {
  /** It gave a result. */
  COMPLETED,
  /** It failed. */
  FAILED,
  /** It cancelled itself, having been asked to or not. */
  CANCELED,
  /** It was ended from outside. */
  TERMINATED,
  /** A new run of the same workflow id took over. */
  CONTINUED_AS_NEW,
  /** It exceeded its start-to-close timeout. */
  TIMED_OUT
}
