package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.Decision;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The law of replay: at every decision of every history, an execution that goes on from memory and
 * one that starts over from the first event ask for the same.
 */
@Timeout(120)
class ReplayLawTest {
  private static final int WORKFLOWS = 300;

  private final CoroutineThreads threads = new CoroutineThreads();

  /** What side effects read: changes from decision to decision, so that only a record helps. */
  private final AtomicLong world = new AtomicLong();

  /** How the executions closed. */
  private final Map<EventType, Integer> closed = new EnumMap<>(EventType.class);

  @AfterEach
  void closeThreads() {
    threads.close();
  }

  private WorkflowDefinition definition() {
    return FakeTasks.workflow(
        (runtime, input) -> {
          RandomWorkflow workflow = new RandomWorkflow(world::get);
          workflow.bind(runtime);
          return new JsonDataConverter()
              .toJson(workflow.run(Long.parseLong(Objects.requireNonNull(input))));
        });
  }

  private ReplayedExecution execution(ServiceLimits limits) {
    return new ReplayedExecution(
        FakeTasks.settings(threads, limits), definition(), SimulatedService.EXECUTION);
  }

  @Test
  void stickyAndFullReplayAskForTheSameWithRoomForEverything() {
    check(ServiceLimits.swf(), 1, true);
  }

  /**
   * Here the world stands still: a side effect whose marker had no room in the answer yet is not
   * known to a replay, which is then free to take another value, as nothing that follows from the
   * first was sent either.
   */
  @Test
  void stickyAndFullReplayAskForTheSameWhenLimitsAreTight() {
    check(new ServiceLimits(12, 12_000, 5, 4, 25_000, 32_768, 256, true), 2, false);
  }

  @Test
  void stickyAndFullReplayAgreeOnFailingBeforeTheHistoryIsTooLong() {
    check(new ServiceLimits(100, 963_000, 1_000, 1_000, 190, 32_768, 256, true), 3, true);

    assertThat(closed)
        .containsKeys(EventType.WORKFLOW_EXECUTION_COMPLETED, EventType.WORKFLOW_EXECUTION_FAILED);
  }

  private void check(ServiceLimits limits, long firstSeed, boolean worldMoves) {
    for (long seed = firstSeed; seed < firstSeed + WORKFLOWS; seed++) {
      try {
        check(limits, new Random(seed), Long.toString(seed), worldMoves);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  private void check(ServiceLimits limits, Random random, String input, boolean worldMoves) {
    SimulatedService service = new SimulatedService(random, input).refusing();
    ReplayedExecution sticky = execution(limits);
    List<ReplayedExecution> used = new ArrayList<>(List.of(sticky));
    int idle = 0;
    while (!service.isClosed() && idle < 3) {
      if (service.hasDecision() && random.nextInt(3) > 0) {
        List<HistoryEvent> events = service.startDecision();
        if (random.nextInt(10) == 0) {
          service.timeOutDecision();
          continue;
        }
        world.addAndGet(worldMoves ? 1 : 0);
        List<Decision> fromMemory = sticky.decide(events);
        assertThat(afresh(limits, events, used)).isEqualTo(fromMemory);
        if (random.nextInt(20) == 0) {
          service.timeOutDecision(); // The answer got lost: memory is ahead of the history.
          sticky = execution(limits);
          used.add(sticky);
          continue;
        }
        for (int i = random.nextInt(3); i > 0; i--) {
          service.happen(); // While the decision was being made.
        }
        service.completeDecision(fromMemory);
        boolean closes = fromMemory.stream().anyMatch(decision -> decision.type().isClosing());
        if (closes || random.nextInt(8) == 0) {
          sticky = execution(limits); // It closed, or the cache had no room for it.
          used.add(sticky);
        }
      } else if (!service.happen() && !service.hasDecision()) {
        idle++;
      }
    }
    assertThat(service.isClosed()).isTrue();
    closed.merge(service.events().get(service.events().size() - 1).type(), 1, Integer::sum);
    ReplayedExecution whole = execution(limits);
    whole.replay(service.events());
    used.add(whole);
    used.forEach(ReplayedExecution::close);
  }

  private List<Decision> afresh(
      ServiceLimits limits, List<HistoryEvent> events, List<ReplayedExecution> used) {
    ReplayedExecution execution = execution(limits);
    used.add(execution);
    return execution.decide(events);
  }
}
