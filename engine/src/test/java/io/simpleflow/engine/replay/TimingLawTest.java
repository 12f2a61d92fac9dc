package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.Decision;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.WorkflowRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The law of timing: a workflow that does not look at time itself ends in the same way in whatever
 * order its tasks end, however often it leaves memory, and however little the service allows.
 */
@Timeout(120)
class TimingLawTest {
  /** How many workflows to try; more of them, and from another seed on, by hand. */
  private static final int WORKFLOWS = Integer.getInteger("law.workflows", 25);

  private static final long FIRST_SEED = Long.getLong("law.seed", 1);
  private static final int ORDERS = 3;

  private static final ServiceLimits TIGHT =
      new ServiceLimits(12, 12_000, 5, 4, 25_000, 32_768, 256, true);

  private final CoroutineThreads threads = new CoroutineThreads();

  @AfterEach
  void closeThreads() {
    threads.close();
    await().atMost(Duration.ofSeconds(20)).until(threads::haveEnded);
  }

  @Test
  void workflowsEndInTheSameWayInWhateverOrderTheirTasksEnd() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORKFLOWS; seed++) {
      Decision end = endOf(seed, 0, ServiceLimits.swf());
      for (int order = 1; order < ORDERS; order++) {
        ServiceLimits limits = order % 2 == 0 ? ServiceLimits.swf() : TIGHT;
        assertThat(endOf(seed, order, limits)).as("seed %d, order %d", seed, order).isEqualTo(end);
      }
    }
  }

  /** The decision that an execution closes with. */
  private Decision endOf(long seed, int order, ServiceLimits limits) {
    Random random = new Random(31 * seed + order);
    SimulatedService service = new SimulatedService(random, Long.toString(seed)).steady();
    if (order > 0) {
      service.refusing();
    }
    int newsPerDecision = 1 + random.nextInt(8);
    ReplayedExecution execution = execution(limits);
    List<Decision> answer = List.of();
    boolean waits = false;
    while (!service.isClosed() && !waits) {
      boolean happened = false;
      for (int i = random.nextInt(newsPerDecision + 1); i >= 0; i--) {
        happened |= service.happen();
      }
      if (service.hasDecision()) {
        List<HistoryEvent> events = service.startDecision();
        answer = execution.decide(events);
        if (random.nextInt(8) == 0) {
          service.happen(); // While the decision was being made.
        }
        service.completeDecision(answer);
        boolean closes = answer.stream().anyMatch(decision -> decision.type().isClosing());
        if (closes || random.nextInt(4) == 0) {
          execution.close();
          execution = execution(limits);
        }
      } else {
        waits = !happened;
      }
    }
    execution.close();
    assertThat(service.isClosed()).as("seed %d, order %d ends", seed, order).isTrue();
    return answer.get(answer.size() - 1);
  }

  private ReplayedExecution execution(ServiceLimits limits) {
    return new ReplayedExecution(
        FakeTasks.settings(threads, limits),
        FakeTasks.workflow(TimingLawTest::run),
        SimulatedService.EXECUTION);
  }

  private static String run(WorkflowRuntime runtime, @Nullable String input) {
    SteadyWorkflow workflow = new SteadyWorkflow();
    workflow.bind(runtime);
    return new JsonDataConverter()
        .toJson(workflow.run(Long.parseLong(Objects.requireNonNull(input))));
  }
}
