package io.simpleflow.endtoend;

import io.simpleflow.Activity;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.ArrayList;
import java.util.List;

/**
 * Twenty activities, ten one after another while ten run at once; what is lost comes again soon.
 */
@WorkflowType(
    name = "chaos",
    version = "1",
    taskList = "chaos-decisions",
    taskStartToCloseTimeout = "3s")
public class ChaosWorkflow extends Workflow {
  /** How many activities there are. */
  static final int ACTIVITIES = 20;

  private static final int MOST_RETRIES = 1_000;
  private static final int LONGEST_MILLISECONDS = 20;

  /** Squares a number. */
  @Activity(
      name = "chaos.square",
      taskList = "chaos",
      retry = MOST_RETRIES,
      startToCloseTimeout = "3s")
  public static int square(int x) throws InterruptedException {
    Thread.sleep(x % LONGEST_MILLISECONDS);
    return x * x;
  }

  /** Adds two numbers. */
  @Activity(
      name = "chaos.add",
      taskList = "chaos",
      retry = MOST_RETRIES,
      startToCloseTimeout = "3s")
  public static int add(int a, int b) throws InterruptedException {
    Thread.sleep((a + b) % LONGEST_MILLISECONDS);
    return a + b;
  }

  /** The result for a number. */
  static List<Integer> expected(int number) {
    int sum = number;
    int squares = 0;
    for (int i = 0; i < ACTIVITIES / 2; i++) {
      sum += i;
      squares += (number + i) * (number + i);
    }
    return List.of(sum, squares);
  }

  /** Returns a sum and a sum of squares. */
  public List<Integer> run(int number) {
    List<Future<Integer>> squares = new ArrayList<>();
    for (int i = 0; i < ACTIVITIES / 2; i++) {
      squares.add(submit(ChaosWorkflow::square, number + i));
    }
    int sum = number;
    for (int i = 0; i < ACTIVITIES / 2; i++) {
      sum = submit(ChaosWorkflow::add, sum, i).result();
    }
    return List.of(sum, Futures.wait(squares).stream().mapToInt(Integer::intValue).sum());
  }
}
