package io.simpleflow.benchmarks;

import io.simpleflow.Workflow;

/** Begins strands of code and waits for each: all it does is to hand over. */
public class HandOverWorkflow extends Workflow {
  /** Begins so many, and returns how many there were. */
  public int run(int strands) {
    int ended = 0;
    for (int i = 0; i < strands; i++) {
      ended += async(() -> 1).result();
    }
    return ended;
  }
}
