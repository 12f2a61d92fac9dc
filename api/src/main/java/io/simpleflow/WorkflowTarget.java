package io.simpleflow;

import io.simpleflow.spi.SwfNames;
import java.lang.reflect.Type;

/** Which workflow a {@link ChildTask} runs. */
public sealed interface WorkflowTarget {
  /** A workflow's {@code run}, by a reference such as {@code Shipping::run}. */
  record OfFunction(Func function) implements WorkflowTarget {}

  /** A workflow class. */
  record OfClass(Class<? extends Workflow> type) implements WorkflowTarget {}

  /** A workflow type by name and version; the code may be anywhere. */
  record OfName(String name, String version, Type resultType) implements WorkflowTarget {
    /**
     * Refuses a name or version that no type has.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public OfName {
      SwfNames.require("name of a workflow", name);
      SwfNames.requireVersion("workflow " + name, version);
    }
  }
}
