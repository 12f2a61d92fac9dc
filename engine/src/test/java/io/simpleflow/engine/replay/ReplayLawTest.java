package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.simpleflow.Future;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.Decision;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.WorkflowRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The law of replay: at every decision of every history, an execution that goes on from memory and
 * one that starts over from the first event ask for the same.
 */
@Timeout(120)
class ReplayLawTest {
  /** How many workflows each test tries; more of them, and from another seed on, by hand. */
  private static final int WORKFLOWS = Integer.getInteger("law.workflows", 45);

  private static final long FIRST_SEED = Long.getLong("law.seed", 1);

  /** One of how many decisions is followed by a replay of the history so far. */
  private static final int PREFIXES = 5;

  /** How many signals may be waited for at a time. */
  private static final int MOST_WAITING = 60;

  private final CoroutineThreads threads = new CoroutineThreads();

  /** What side effects read: changes from decision to decision, so that only a record helps. */
  private final AtomicLong world = new AtomicLong();

  /** How the executions closed. */
  private final Map<EventType, Integer> closed = new EnumMap<>(EventType.class);

  private OptionalInt continueAsNewAfterEvents = OptionalInt.empty();

  /** No code may stay on a thread when its execution has left memory. */
  @AfterEach
  void closeThreads() {
    threads.close();
    await().atMost(Duration.ofSeconds(20)).until(threads::haveEnded);
  }

  /** An execution in memory, and the instance of its code as soon as there is one. */
  private final class Memory {
    private final AtomicReference<@Nullable RandomWorkflow> code = new AtomicReference<>();
    private final ReplayedExecution execution;

    Memory(ServiceLimits limits) {
      execution =
          new ReplayedExecution(
              FakeTasks.settings(threads, limits),
              FakeTasks.workflow(this::run, continueAsNewAfterEvents),
              SimulatedService.EXECUTION);
    }

    private String run(WorkflowRuntime runtime, @Nullable String input) {
      RandomWorkflow workflow = new RandomWorkflow(world::get);
      code.set(workflow);
      workflow.bind(runtime);
      return new JsonDataConverter()
          .toJson(workflow.run(Long.parseLong(Objects.requireNonNull(input))));
    }

    private Collection<Future<?>> awaited() {
      RandomWorkflow workflow = code.get();
      return workflow == null ? List.of() : workflow.awaited();
    }

    /** Whoever waits for something that has ended will wait for ever. */
    void checkThatNobodyWasForgotten() {
      assertThat(awaited()).noneMatch(Future::isDone);
    }
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

  /** Those that wait for nothing but a signal go on as new once they are long. */
  @Test
  void stickyAndFullReplayAgreeOnGoingOnAsNew() {
    continueAsNewAfterEvents = OptionalInt.of(25);

    check(ServiceLimits.swf(), 4, true);

    assertThat(closed).containsKey(EventType.WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
  }

  private void check(ServiceLimits limits, long firstSeed, boolean worldMoves) {
    long first = FIRST_SEED + firstSeed;
    for (long seed = first; seed < first + WORKFLOWS; seed++) {
      try {
        check(limits, new Random(seed), Long.toString(seed), worldMoves);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  private void check(ServiceLimits limits, Random random, String input, boolean worldMoves) {
    SimulatedService service = new SimulatedService(random, input).refusing();
    List<Memory> used = new ArrayList<>();
    Memory sticky = memory(limits, used);
    int idle = 0;
    while (!service.isClosed() && idle < MOST_WAITING) {
      if (service.hasDecision() && random.nextInt(3) > 0) {
        List<HistoryEvent> events = service.startDecision();
        if (random.nextInt(10) == 0) {
          service.timeOutDecision();
          continue;
        }
        world.addAndGet(worldMoves ? 1 : 0);
        List<Decision> fromMemory = sticky.execution.decide(events);
        assertThat(memory(limits, used).execution.decide(events)).isEqualTo(fromMemory);
        if (random.nextInt(20) == 0) {
          service.timeOutDecision(); // The answer got lost: memory is ahead of the history.
          sticky = memory(limits, used);
          continue;
        }
        for (int i = random.nextInt(3); i > 0; i--) {
          service.happen(); // While the decision was being made.
        }
        boolean closes = fromMemory.stream().anyMatch(decision -> decision.type().isClosing());
        if (limits.events() > 1_000) { // Or the execution may be ended before its code.
          sticky.checkThatNobodyWasForgotten();
        }
        service.completeDecision(fromMemory);
        if (random.nextInt(PREFIXES) == 0) {
          memory(limits, used).execution.replay(service.events());
        }
        if (closes || random.nextInt(8) == 0) {
          sticky = memory(limits, used); // It closed, or the cache had no room for it.
        }
      } else if (!service.happen() && !service.hasDecision()) {
        idle++; // It can only wait for signals.
        service.signal(idle % 2 == 0 ? "go" : "stop", "1", null);
      }
    }
    assertThat(service.isClosed())
        .as("it waits for %s after %s", sticky.awaited(), lastOf(service.events()))
        .isTrue();
    closed.merge(service.events().get(service.events().size() - 1).type(), 1, Integer::sum);
    memory(limits, used).execution.replay(service.events());
    used.forEach(memory -> memory.execution.close());
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> used.stream().noneMatch(memory -> memory.execution.holdsThread()));
  }

  private static List<HistoryEvent> lastOf(List<HistoryEvent> events) {
    return events.subList(Math.max(0, events.size() - 25), events.size());
  }

  private Memory memory(ServiceLimits limits, List<Memory> used) {
    Memory memory = new Memory(limits);
    used.add(memory);
    return memory;
  }
}
