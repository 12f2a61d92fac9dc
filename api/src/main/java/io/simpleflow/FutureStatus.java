package io.simpleflow;

/** Where a {@link Future} stands; the original's states. A failed future is FINISHED too. */
public enum FutureStatus {
  /** Not scheduled yet, or scheduled and not started. */
  PENDING,
  /** Started by a worker. */
  RUNNING,
  /** Cancelled; it will never have a result. */
  CANCELLED,
  /** It has its result or its failure. */
  FINISHED
}
