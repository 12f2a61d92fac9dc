package io.simpleflow.testkit;

import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.LambdaFunction;

/** The function that the {@link BackendContract} calls: it says how many arguments it has got. */
public final class ContractFunction implements LambdaFunction {
  /** Its name. */
  public static final String NAME = "simpleflow-contract";

  /** Stateless. */
  public ContractFunction() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String invoke(String input) {
    int arguments = TaskInput.parse(input).args().size();
    if (arguments == 0) {
      throw new IllegalArgumentException("nothing to count");
    }
    return Integer.toString(arguments);
  }
}
