package io.simpleflow.local.store;

/** How far what is kept has got when a write returns: SQLite's setting of the same name. */
public enum Synchronous {
  /** The operating system has it: safe if this process dies, not if the power fails. */
  NORMAL,
  /** The disk has it. */
  FULL
}
