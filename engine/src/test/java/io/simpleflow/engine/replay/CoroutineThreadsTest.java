package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoroutineThreadsTest {
  private static final int BEYOND = 20;

  private final CoroutineThreads threads = new CoroutineThreads();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    end.countDown();
    threads.close();
  }

  @Test
  void takesVirtualThreadsBeyondTheFirstWhereTheJvmHasThem() {
    Queue<String> names = new ConcurrentLinkedQueue<>();
    int most = CoroutineThreads.MOST_PLATFORM_THREADS;
    for (int i = 0; i < most + BEYOND; i++) {
      threads.start(
          () -> {
            names.add(Thread.currentThread().getName());
            awaitQuietly(end);
          });
    }

    await().until(() -> names.size() == most + BEYOND);

    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("workflow-"));
    assertThat(names.stream().filter(name -> name.startsWith("workflow-virtual-")))
        .hasSize(Runtime.version().feature() >= 21 ? BEYOND : 0);
  }

  @Test
  void hasEndedWhenEveryThreadOfBothKindsHas() {
    for (int i = 0; i < CoroutineThreads.MOST_PLATFORM_THREADS + BEYOND; i++) {
      threads.start(() -> awaitQuietly(end));
    }

    threads.close();

    assertThat(threads.haveEnded()).isFalse();
    end.countDown();
    await().atMost(Duration.ofSeconds(20)).until(threads::haveEnded);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
