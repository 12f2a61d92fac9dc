package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.WorkflowBlockedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CoroutineTest {
  private final CoroutineThreads threads = new CoroutineThreads();
  private final List<String> log = new ArrayList<>();
  private Coroutine coroutine = new Coroutine(threads, () -> {});

  @AfterEach
  void closeThreads() {
    coroutine.unwind();
    threads.close();
  }

  private static BlockedThreadDetector detector(Duration limit, Duration hardLimit) {
    return new BlockedThreadDetector("wf", limit, hardLimit, System::nanoTime);
  }

  private static BlockedThreadDetector patient() {
    return detector(Duration.ofSeconds(20), Duration.ofSeconds(20));
  }

  @Test
  void runsUntilItParksAndGoesOnWhereItWas() {
    coroutine =
        new Coroutine(
            threads,
            () -> {
              log.add("first");
              coroutine.park();
              log.add("second");
            });

    coroutine.resume(patient());
    log.add("between");
    coroutine.resume(patient());

    assertThat(log).containsExactly("first", "between", "second");
    assertThat(coroutine.ended()).isTrue();
  }

  @Test
  void unwindsCodeThatWaitsAndRunsItsFinallyBlocks() throws InterruptedException {
    CountDownLatch unwound = new CountDownLatch(1);
    coroutine =
        new Coroutine(
            threads,
            () -> {
              try {
                coroutine.park();
                log.add("never");
              } finally {
                unwound.countDown();
              }
            });
    coroutine.resume(patient());

    coroutine.unwind();

    assertThat(unwound.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(log).isEmpty();
  }

  @Test
  void putsCodeToRestThatCatchesTheUnwindingForEver() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    CountDownLatch spinning = new CountDownLatch(5);
    coroutine =
        new Coroutine(
            threads,
            () -> {
              while (true) {
                try {
                  coroutine.park();
                } catch (WorkflowUnwinding caught) {
                  rounds.incrementAndGet();
                  spinning.countDown();
                }
              }
            });
    coroutine.resume(patient());

    coroutine.unwind();

    assertThat(spinning.await(10, TimeUnit.SECONDS)).isTrue();
    await()
        .during(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(10))
        .until(rounds::get, count -> count <= 10);
  }

  @Test
  void namesTheLineThatBlocksTheThread() {
    CountDownLatch never = new CountDownLatch(1);
    coroutine =
        new Coroutine(
            threads,
            () -> {
              try {
                never.await(25, TimeUnit.SECONDS);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });

    assertThatThrownBy(
            () -> coroutine.resume(detector(Duration.ofMillis(50), Duration.ofSeconds(20))))
        .isInstanceOf(WorkflowBlockedException.class)
        .hasMessageContaining("workflow wf has held its thread")
        .hasMessageContaining("CoroutineTest.java:");
  }

  @Test
  void toleratesLongComputationUpToTheHardLimit() {
    coroutine =
        new Coroutine(
            threads,
            () -> {
              long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
            });

    coroutine.resume(detector(Duration.ofMillis(20), Duration.ofSeconds(20)));

    assertThat(coroutine.ended()).isTrue();
  }

  @Test
  void givesUpOnEndlessComputationAtTheHardLimit() {
    AtomicInteger stop = new AtomicInteger();
    coroutine =
        new Coroutine(
            threads,
            () -> {
              while (stop.get() == 0) {
                Thread.onSpinWait();
              }
            });

    assertThatThrownBy(
            () -> coroutine.resume(detector(Duration.ofMillis(20), Duration.ofMillis(100))))
        .isInstanceOf(WorkflowBlockedException.class);
    stop.set(1);
  }
}
