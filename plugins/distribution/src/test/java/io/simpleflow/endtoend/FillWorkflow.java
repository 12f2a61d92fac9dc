package io.simpleflow.endtoend;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Fills the disk. */
@WorkflowType(name = "fill")
public class FillWorkflow extends Workflow {
  /** Has so many results, of so many characters each, one after the other. */
  public int run(int results, int characters) {
    int sum = 0;
    for (int i = 0; i < results; i++) {
      sum += submit(Steps::fill, characters).result().length();
    }
    return sum;
  }
}
