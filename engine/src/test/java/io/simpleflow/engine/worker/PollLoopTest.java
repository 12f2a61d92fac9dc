package io.simpleflow.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.StoreException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollLoopTest {
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
            new Troubles(broken -> {}));
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
}
