package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Future;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Workflow;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ServiceLimits;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution and a service for it, decision by decision; each is made from memory and from the
 * whole history alike.
 */
final class Rehearsal implements AutoCloseable {
  private final CoroutineThreads threads = new CoroutineThreads();
  private final SimulatedService service = new SimulatedService(new Random(1), "null");
  private final Supplier<? extends Code> workflow;
  private final OptionalInt mostEvents;
  private final ReplayedExecution sticky;

  /** A workflow without arguments. */
  abstract static class Code extends Workflow {
    abstract @Nullable Object run();
  }

  Rehearsal(Supplier<? extends Code> workflow) {
    this(workflow, OptionalInt.empty());
  }

  /** One that goes on as new by itself from so many events on. */
  Rehearsal(Supplier<? extends Code> workflow, OptionalInt mostEvents) {
    this.workflow = workflow;
    this.mostEvents = mostEvents;
    this.sticky = execution();
  }

  private ReplayedExecution execution() {
    return new ReplayedExecution(
        FakeTasks.settings(threads, ServiceLimits.swf()),
        FakeTasks.workflow(
            (runtime, input) -> {
              Code code = workflow.get();
              code.bind(runtime);
              return new JsonDataConverter().toJson(code.run());
            },
            mostEvents),
        SimulatedService.EXECUTION);
  }

  SimulatedService service() {
    return service;
  }

  /** What the last decision tells readers, or null if it is nothing new. */
  @Nullable String told() {
    return sticky.executionContext().orElse(null);
  }

  /** What a future has failed with, for people. */
  static String failure(Future<?> future) {
    return future.exception().map(SimpleflowException::getMessage).orElse("none");
  }

  /** Makes the next decision, and answers with it. */
  List<Decision> decide() {
    return answer(service.startDecision());
  }

  /** Makes the decision that these events call for, and answers with it. */
  List<Decision> answer(List<HistoryEvent> events) {
    List<Decision> decisions = sticky.decide(events);
    try (ReplayedExecution afresh = execution()) {
      assertThat(afresh.decide(events)).isEqualTo(decisions);
      assertThat(afresh.executionContext()).isEqualTo(sticky.executionContext());
    }
    service.completeDecision(decisions, sticky.executionContext().orElse(null));
    return decisions;
  }

  /** The result of an execution that completes now. */
  @Nullable Object result() {
    List<Decision> decisions = decide();
    assertThat(decisions).singleElement().isInstanceOf(CompleteWorkflowExecution.class);
    CompleteWorkflowExecution close = (CompleteWorkflowExecution) decisions.get(0);
    return new JsonDataConverter().fromJson(close.result(), Object.class);
  }

  @Override
  public void close() {
    sticky.close();
    threads.close();
  }
}
