package io.simpleflow.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ServiceException;
import io.simpleflow.StoreException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollLoopTest {
  private final Troubles troubles = new Troubles(broken -> {});

  @Test
  void doesNotInterruptATaskThatWasTakenJustBeforeTheStop() throws InterruptedException {
    BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
    PollLoop[] loop = new PollLoop[1];
    loop[0] =
        new PollLoop(
            "loop",
            () -> {
              loop[0].stopPolling();
              loop[0].handle(() -> interrupted.add(Thread.currentThread().isInterrupted()));
            },
            troubles);
    loop[0].start();

    assertThat(interrupted.poll(10, TimeUnit.SECONDS)).isFalse();
    assertThat(loop[0].awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
  }

  @Test
  void tellsOfABrokenStoreAndEnds() throws InterruptedException {
    BlockingQueue<StoreException> told = new LinkedBlockingQueue<>();
    PollLoop loop =
        new PollLoop(
            "loop",
            () -> {
              throw new StoreException("the disk is gone");
            },
            new Troubles(told::add));
    loop.start();

    assertThat(loop.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
    assertThat(told)
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("the disk is gone");
  }

  @Test
  void tellsOnceWhatIsWrongOnceWhatChangesAndOnceThatItWorksAgain() throws InterruptedException {
    Iterator<String> failures =
        List.of("no network", "no network", "too many calls", "no network", "too many calls")
            .iterator();
    CountDownLatch worked = new CountDownLatch(2);
    PollLoop loop =
        new PollLoop(
            "loop",
            () -> {
              if (failures.hasNext()) {
                throw new ServiceException(failures.next());
              }
              worked.countDown();
              TimeUnit.MILLISECONDS.sleep(1);
            },
            troubles);
    try (LogLines lines = new LogLines(Troubles.class)) {
      loop.start();
      worked.await();
      loop.stopPolling();

      assertThat(loop.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
      assertThat(lines.all())
          .hasSize(3)
          .startsWith(
              "no network; trying again until it works",
              "too many calls; trying again until it works")
          .last()
          .asString()
          .startsWith("it works again, after ");
    }
  }

  @Test
  void tellsThatItWorksAgainWhileOneTaskStillLeadsToTheNext() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    PollLoop[] loop = new PollLoop[1];
    loop[0] =
        new PollLoop(
            "loop",
            () -> {
              if (steps.incrementAndGet() == 1) {
                throw new ServiceException("no network");
              }
              boolean unused = loop[0].handle(() -> true);
              new CountDownLatch(1).await();
            },
            troubles);
    try (LogLines lines = new LogLines(Troubles.class)) {
      loop[0].start();

      await().until(() -> lines.all().size() == 2);
      assertThat(lines.all()).last().asString().startsWith("it works again, after ");
      loop[0].stopPolling();
      assertThat(loop[0].awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }
  }

  @Test
  void doesNotSayOfAMistakeThatItMayWork() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    PollLoop loop =
        new PollLoop(
            "loop",
            () -> {
              if (steps.incrementAndGet() <= 2) {
                throw new IllegalStateException("a bug");
              }
              new CountDownLatch(1).await();
            },
            troubles);
    try (LogLines lines = new LogLines(Troubles.class)) {
      loop.start();
      await().until(() -> steps.get() == 3);
      loop.stopPolling();

      assertThat(loop.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
      assertThat(lines.all())
          .containsExactly(
              "loop met java.lang.IllegalStateException: a bug and goes on; the log at level DEBUG"
                  + " shows where");
    }
  }

  @Test
  void replacesAThreadThatDiesOfAnErrorAndCountsIt() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger steps = new AtomicInteger();
    PollLoop[] loop = new PollLoop[1];
    loop[0] =
        new PollLoop(
            "loop",
            () -> {
              threads.add(Thread.currentThread());
              if (steps.incrementAndGet() <= 2) {
                loop[0].handle(
                    () -> {
                      throw new StackOverflowError("deep");
                    });
              }
              new CountDownLatch(1).await();
            },
            troubles);
    try (LogLines lines = new LogLines(Troubles.class)) {
      loop[0].start();
      await().until(() -> steps.get() == 3);

      assertThat(threads).hasSize(3);
      assertThat(troubles.replacedThreads()).isEqualTo(2);
      assertThat(lines.all())
          .hasSize(2)
          .last()
          .asString()
          .contains("loop died of java.lang.StackOverflowError: deep")
          .endsWith("(replaced so far: 2)");
    }
    loop[0].stopPolling();
    assertThat(loop[0].awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
  }

  @Test
  void goesOnAfterAnInterruptThatIsNoStop() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    PollLoop loop =
        new PollLoop(
            "loop",
            () -> {
              if (steps.incrementAndGet() == 1) {
                throw new InterruptedException("stray");
              }
              new CountDownLatch(1).await();
            },
            troubles);
    loop.start();

    await().until(() -> steps.get() == 2);
    loop.stopPolling();
    assertThat(loop.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
  }

  @Test
  void cutsThePauseAfterAFailureShortWhenItIsToStop() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger();
    PollLoop loop =
        new PollLoop(
            "loop",
            () -> {
              failures.incrementAndGet();
              throw new ServiceException("no network");
            },
            troubles);
    loop.start();
    await().until(() -> failures.get() >= 5); // The next pause is 0.8 s at least.
    loop.stopPolling();

    assertThat(loop.awaitEnd(TimeUnit.MILLISECONDS.toNanos(700))).isTrue();
  }
}
