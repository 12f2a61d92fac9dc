package io.simpleflow.engine.tasks;

import io.simpleflow.Func;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.Workflow;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;

/**
 * The workflow behind a reference to its {@code run}, such as {@code Shipping::run}: the class that
 * the reference names, even where {@code run} is inherited.
 *
 * @param type the workflow's class
 * @param bound whether the reference holds an instance, as {@code this::run} does
 */
record WorkflowReference(Class<? extends Workflow> type, boolean bound) {
  private static final String EXPECTED =
      "a child workflow is named by its class or by a reference to its run, such as Shipping::run";

  /**
   * Traces a reference back to its workflow.
   *
   * @throws TaskNotFoundException saying what is expected, if it does not refer to a workflow's run
   */
  static WorkflowReference of(Func function) {
    SerializedLambda lambda = MethodReference.serialized(function);
    String place = MethodReference.place(lambda);
    String name = lambda.getImplMethodName();
    if (name.startsWith("lambda$")) {
      throw new TaskNotFoundException(
          EXPECTED
              + ", not by a lambda; for a run with variable arguments use"
              + " ChildTask.of(Shipping.class, …)"
              + place);
    }
    boolean bound = lambda.getCapturedArgCount() > 0;
    Class<?> type = bound ? lambda.getCapturedArg(0).getClass() : receiverType(function, lambda);
    if (!name.equals("run")
        || lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic
        || !Workflow.class.isAssignableFrom(type)) {
      throw new TaskNotFoundException(
          "%s::%s is not the run of a workflow: %s%s"
              .formatted(lambda.getImplClass().replaceAll("[/$]", "."), name, EXPECTED, place));
    }
    return new WorkflowReference(type.asSubclass(Workflow.class), bound);
  }

  /** What the method is called on: the compiler may name the superclass that declares it. */
  private static Class<?> receiverType(Func function, SerializedLambda lambda) {
    MethodType type =
        MethodType.fromMethodDescriptorString(
            lambda.getInstantiatedMethodType(), function.getClass().getClassLoader());
    return type.parameterCount() == 0 ? Object.class : type.parameterType(0);
  }
}
