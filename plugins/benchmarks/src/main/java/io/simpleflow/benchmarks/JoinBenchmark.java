package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.testkit.WorkflowReplayer;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Makes the first decision of an execution that submits many activities and one that needs all of
 * their results; an operation is one of the many.
 */
@State(Scope.Benchmark)
public class JoinBenchmark {
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;

  private final WorkflowReplayer replayer = new WorkflowReplayer();
  private List<HistoryEvent> few = List.of();
  private List<HistoryEvent> many = List.of();
  private List<HistoryEvent> group = List.of();

  /** Runs the executions up to their first decisions. */
  @Setup
  public void makeHistories() throws InterruptedException {
    few = firstDecision(FEW, false);
    many = firstDecision(MANY, false);
    group = firstDecision(MANY, true);
  }

  private static List<HistoryEvent> firstDecision(int activities, boolean grouped)
      throws InterruptedException {
    try (LocalRunner runner =
        new LocalRunner(LocalRunner.memory(), RunOptions.standard().withConcurrency(1, 0))) {
      ExecutionId execution =
          runner.start("join", JoinWorkflow.class, "[%d,%b]".formatted(activities, grouped));
      while (runner.lastEvent(execution).id() < 5) {
        Thread.sleep(1);
      }
      List<HistoryEvent> events = runner.history(execution);
      int end = 4; // Started, and a decision's three; then what it asked for.
      while (end < events.size() && events.get(end).type() == EventType.ACTIVITY_TASK_SCHEDULED) {
        end++;
      }
      return events.subList(0, end);
    }
  }

  /** 1,000, each by itself. */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public void thousand() {
    replayer.replay(JoinWorkflow.class, few);
  }

  /** 100,000, each by itself. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void hundredThousand() {
    replayer.replay(JoinWorkflow.class, many);
  }

  /** 100,000 as one group. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void groupOfHundredThousand() {
    replayer.replay(JoinWorkflow.class, group);
  }
}
