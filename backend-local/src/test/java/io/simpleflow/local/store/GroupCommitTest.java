package io.simpleflow.local.store;

import static io.simpleflow.local.store.Samples.events;
import static io.simpleflow.local.store.Samples.marker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
  private final List<List<Long>> groups = Collections.synchronizedList(new ArrayList<>());

  private void note(List<EncodedChanges> group) {
    groups.add(
        group.stream().flatMap(each -> each.events().stream()).map(event -> event.id()).toList());
  }

  @Test
  void commitsTheChangesOfAllWhoWaitTogether() throws Exception {
    CountDownLatch firstWrites = new CountDownLatch(1);
    CountDownLatch othersWait = new CountDownLatch(1);
    GroupCommit.Target target =
        group -> {
          firstWrites.countDown();
          try {
            othersWait.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          note(group);
        };
    try (GroupCommit commits = new GroupCommit(target, "test")) {
      List<Thread> threads = new ArrayList<>();
      GroupCommit.Entry first = commits.add("local", events(1, marker(1)));
      threads.add(start(first));
      firstWrites.await();
      for (long id = 2; id <= 10; id++) {
        threads.add(start(commits.add("local", events(1, marker(id)))));
      }
      othersWait.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(groups).containsExactly(List.of(1L), List.of(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
  }

  private static Thread start(GroupCommit.Entry entry) {
    Thread thread = new Thread(entry::await, "waits for a commit");
    thread.start();
    return thread;
  }

  @Test
  void keepsNothingAfterWhatAnErrorHasLost() {
    GroupCommit.Target target =
        group -> {
          throw new OutOfMemoryError("while writing");
        };
    try (GroupCommit commits = new GroupCommit(target, "test")) {
      GroupCommit.Entry first = commits.add("local", events(1, marker(1)));

      assertThatThrownBy(first::await).isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> commits.add("local", events(1, marker(2))))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("while writing");
      assertThatThrownBy(first::await).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void commitsWhatNobodyWaitsForWithTheNextThatSomebodyWaitsFor() {
    try (GroupCommit commits = new GroupCommit(this::note, "test")) {
      var unused = commits.add("local", events(1, marker(1)));
      commits.add("local", events(1, marker(2))).await();
    }
    assertThat(groups.stream().flatMap(List::stream)).containsExactly(1L, 2L);
  }

  @Test
  void commitsSoonWhatNobodyWaitsFor() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    try (GroupCommit commits = new GroupCommit(group -> written.countDown(), "test")) {
      var unused = commits.add("local", events(1, marker(1)));

      assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void commitsWhatIsLeftWhenItIsClosed() {
    try (GroupCommit commits = new GroupCommit(this::note, "test")) {
      var unused = commits.add("local", events(1, marker(1)));
    }
    assertThat(groups).containsExactly(List.of(1L));
  }

  @Test
  void tellsWithoutAThreadThatWaits() throws Exception {
    try (GroupCommit commits = new GroupCommit(this::note, "test")) {
      GroupCommit.Entry entry = commits.add("local", events(1, marker(1)));
      entry.kept().get(5, TimeUnit.SECONDS);
      assertThat(groups).containsExactly(List.of(1L));

      assertThat(entry.kept()).isCompleted();
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (long id = 2; id <= 1_000; id++) {
        all.add(commits.add("local", events(1, marker(id))).kept());
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void tellsWhoDoesNotWaitOfAFailure() {
    GroupCommit.Target target =
        group -> {
          throw new StoreException("the disk is full");
        };
    try (GroupCommit commits = new GroupCommit(target, "test")) {
      GroupCommit.Entry entry = commits.add("local", events(1, marker(1)));

      assertThatThrownBy(() -> entry.kept().get(5, TimeUnit.SECONDS))
          .hasRootCauseMessage("the disk is full");
      assertThat(entry.kept()).isCompletedExceptionally();
    }
  }

  @Test
  void refusesEverythingAfterAFailureAndSaysSoOnce() {
    List<StoreException> told = new ArrayList<>();
    GroupCommit.Target target =
        group -> {
          note(group);
          throw new StoreException("the disk is full");
        };
    try (GroupCommit commits = new GroupCommit(target, "test")) {
      commits.onFailure(told::add);
      GroupCommit.Entry first = commits.add("local", events(1, marker(1)));
      GroupCommit.Entry second = commits.add("local", events(1, marker(2)));

      assertThatThrownBy(first::await)
          .isInstanceOf(StoreException.class)
          .hasMessage("the disk is full");
      assertThatThrownBy(second::await)
          .isInstanceOf(StoreException.class)
          .hasMessage("the disk is full");
      assertThatThrownBy(() -> commits.add("local", events(1, marker(3))))
          .isInstanceOf(StoreException.class)
          .hasMessage("the disk is full");
    }
    assertThat(told).hasSize(1);
    assertThat(groups).hasSize(1);
  }

  @Test
  void tellsOfAnErrorOfItsOwnToo() {
    List<StoreException> told = new ArrayList<>();
    GroupCommit.Target target =
        group -> {
          throw new IllegalStateException("a mistake");
        };
    try (GroupCommit commits = new GroupCommit(target, "test")) {
      commits.onFailure(told::add);
      GroupCommit.Entry entry = commits.add("local", events(1, marker(1)));

      assertThatThrownBy(entry::await)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("a mistake");
    }
    assertThat(told).hasSize(1);
  }
}
