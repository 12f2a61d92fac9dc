package io.simpleflow.history;

/** What becomes of open children when their parent is terminated or times out. */
public enum ChildPolicy {
  /** They are terminated too. */
  TERMINATE,
  /** They are asked to cancel themselves. */
  REQUEST_CANCEL,
  /** They go on. */
  ABANDON
}
