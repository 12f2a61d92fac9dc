package io.simpleflow.endtoend;

import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Some of everything: a chain, tasks at once, a retried one, a timer, a side effect. */
@WorkflowType(name = "steps", version = "1")
public class StepsWorkflow extends Workflow {
  /** How many activities there are of each kind. */
  static final int STEPS = 10;

  /** What it returns, less the side effect's token. */
  static final String RESULT = "45 285 -7 100 ";

  /** Runs the steps. */
  public String run() {
    String token = sideEffect(String.class, () -> UUID.randomUUID().toString());
    Future<Integer> chain = Future.of(0);
    List<Future<Integer>> squares = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      chain = submit(Steps::add, chain, i);
      squares.add(submit(Steps::square, i));
    }
    Future<Integer> unreliable = submit(Steps::unreliable, 7);
    sleep(Duration.ofSeconds(1));
    int oneByOne = 0;
    for (int i = 0; i < STEPS; i++) {
      oneByOne = submit(Steps::add, oneByOne, STEPS).result();
    }
    int sum = Futures.wait(squares).stream().mapToInt(Integer::intValue).sum();
    return "%d %d %d %d %s".formatted(chain.result(), sum, unreliable.result(), oneByOne, token);
  }
}
