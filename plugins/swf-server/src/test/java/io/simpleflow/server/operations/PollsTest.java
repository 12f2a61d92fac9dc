package io.simpleflow.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollsTest {
  private final CompletableFuture<String> task = new CompletableFuture<>();
  private final AtomicInteger putBack = new AtomicInteger();

  private Answer answer() {
    Answer answer = out -> out.writeString("task");
    return answer.ifUndelivered(putBack::incrementAndGet);
  }

  private static Reply reply(Answer answer) {
    return Reply.of(() -> new byte[0], answer::undelivered);
  }

  @Test
  void giveUpWhatTheyWaitFor() {
    CompletableFuture<Reply> reply =
        Polls.handle(Polls.map(task, unused -> answer()), (answer, unused) -> reply(answer()));
    assertThat(reply.cancel(false)).isTrue();
    assertThat(task).isCancelled();
    assertThat(putBack).hasValue(0);
  }

  @Test
  void putNothingBackThatIsDelivered() {
    CompletableFuture<Reply> reply =
        Polls.handle(Polls.map(task, unused -> answer()), (answer, unused) -> reply(answer()));
    assertThat(task.complete("task")).isTrue();
    assertThat(reply.cancel(false)).isFalse();
    assertThat(putBack).hasValue(0);
    reply.join().undelivered();
    assertThat(putBack).hasValue(1);
  }

  @Test
  void putBackATaskThatComesInTheMomentInWhichTheyAreGivenUp() throws Exception {
    CountDownLatch answering = new CountDownLatch(1);
    CountDownLatch givenUp = new CountDownLatch(1);
    CompletableFuture<Reply> reply =
        Polls.handle(
            Polls.map(task, unused -> answer()),
            (answer, unused) -> {
              answering.countDown();
              await(givenUp);
              return reply(answer());
            });
    Thread service = new Thread(() -> task.complete("task"), "service");
    service.start();
    await(answering);
    assertThat(reply.complete(Reply.of(() -> new byte[0]))).isTrue();
    givenUp.countDown();
    service.join();
    assertThat(putBack).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
