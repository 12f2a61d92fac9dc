package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.RetryPolicy;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lambda functions, called as tasks. */
abstract class LambdaContract extends ContractSuite {
  private static final String ROLE = "arn:aws:iam::000000000000:role/contract";

  LambdaContract(BackendContract contract) {
    super(contract);
  }

  /** Calls a function twice. */
  @WorkflowType(name = "contract.calling", lambdaRole = ROLE)
  public static class Calling extends Workflow {
    /** The second result. */
    public int run() {
      Future<Integer> three = submit(count(List.of("a", "b", "c")));
      return submit(count(List.of(three, three))).result();
    }
  }

  private static LambdaTask<Integer> count(Object payload) {
    return LambdaTask.of(ContractFunction.NAME, Integer.class, payload);
  }

  @Test
  void callsALambdaFunctionWithTheResultOfAnother() throws Exception {
    assertThat(run(Calling.class, Integer.class)).isEqualTo(2);
  }

  /** Calls functions that fail. */
  @WorkflowType(name = "contract.callingInVain", lambdaRole = ROLE)
  public static class CallingInVain extends Workflow {
    /** What the workflow hears of the failure. */
    public String run(String function) {
      LambdaTask<Integer> call =
          LambdaTask.of(function, Integer.class, List.of()).withRetry(RetryPolicy.immediately(2));
      try {
        return "result " + submit(call).result();
      } catch (TaskFailedException failure) {
        return failure.task() + ": " + failure.errorType().orElse("?");
      }
    }
  }

  @Test
  void failsAsALambdaFunctionDoesOnceItsRetriesAreUsedUp() throws Exception {
    ExecutionId execution = start(CallingInVain.class, ContractFunction.NAME);

    assertThat(environment().result(execution, String.class))
        .isEqualTo("lambda-simpleflow-contract: java.lang.IllegalArgumentException");
    assertThat(count(execution, EventType.LAMBDA_FUNCTION_FAILED)).isEqualTo(3);
  }

  @Test
  void failsWhereThereIsNoSuchLambdaFunction() throws Exception {
    assertThat(run(CallingInVain.class, String.class, "nobody"))
        .isEqualTo("lambda-nobody: ResourceNotFoundException");
  }
}
