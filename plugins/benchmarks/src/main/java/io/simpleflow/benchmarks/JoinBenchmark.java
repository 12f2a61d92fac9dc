package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.replay.CoroutineThreads;
import io.simpleflow.engine.replay.ReplaySettings;
import io.simpleflow.engine.replay.ReplayedExecution;
import io.simpleflow.history.Decision;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.ServiceLimits;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Makes the first decision of an execution that submits many activities and one that needs all of
 * their results; an operation is one of the many.
 */
@State(Scope.Benchmark)
public class JoinBenchmark {
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;

  /** The execution's start, and the first decision task's being scheduled and started. */
  private static final int EVENTS_BEFORE_DECISION = 3;

  private final CoroutineThreads threads = new CoroutineThreads();
  private final ReplaySettings settings =
      new ReplaySettings(
          Tasks.found(),
          new JsonDataConverter(),
          ServiceLimits.swf(),
          "benchmarks",
          threads,
          Duration.ofMinutes(1),
          System::nanoTime);
  private List<HistoryEvent> few = List.of();
  private List<HistoryEvent> many = List.of();
  private List<HistoryEvent> group = List.of();

  /** Runs the executions up to their first decisions. */
  @Setup
  public void makeHistories() throws InterruptedException {
    few = untilFirstDecision(FEW, false);
    many = untilFirstDecision(MANY, false);
    group = untilFirstDecision(MANY, true);
  }

  /** Ends the threads of workflow code. */
  @TearDown
  public void close() {
    threads.close();
  }

  private static List<HistoryEvent> untilFirstDecision(int activities, boolean grouped)
      throws InterruptedException {
    try (LocalRunner runner =
        new LocalRunner(
            LocalRunner.memory().tasks(Tasks.found()),
            RunOptions.standard().withConcurrency(1, 0))) {
      ExecutionId execution =
          runner.start("join", JoinWorkflow.class, "[%d,%b]".formatted(activities, grouped));
      while (runner.lastEvent(execution).id() < EVENTS_BEFORE_DECISION) {
        Thread.sleep(1);
      }
      List<HistoryEvent> events = runner.history(execution).subList(0, EVENTS_BEFORE_DECISION);
      if (events.get(events.size() - 1).type() != EventType.DECISION_TASK_STARTED) {
        throw new IllegalStateException("not as a history begins: " + events);
      }
      return events;
    }
  }

  private List<Decision> decide(List<HistoryEvent> events) {
    try (ReplayedExecution execution =
        new ReplayedExecution(
            settings,
            Tasks.found().workflow(JoinWorkflow.class.getName()),
            new ExecutionId("join", "join"))) {
      return execution.decide(events);
    }
  }

  /** 1,000, each by itself. */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public List<Decision> thousand() {
    return decide(few);
  }

  /** 100,000, each by itself. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public List<Decision> hundredThousand() {
    return decide(many);
  }

  /** 100,000 as one group. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public List<Decision> groupOfHundredThousand() {
    return decide(group);
  }
}
