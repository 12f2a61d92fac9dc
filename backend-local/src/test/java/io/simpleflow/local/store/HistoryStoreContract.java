package io.simpleflow.local.store;

import static io.simpleflow.local.store.Samples.START;
import static io.simpleflow.local.store.Samples.closed;
import static io.simpleflow.local.store.Samples.completed;
import static io.simpleflow.local.store.Samples.events;
import static io.simpleflow.local.store.Samples.execution;
import static io.simpleflow.local.store.Samples.id;
import static io.simpleflow.local.store.Samples.marker;
import static io.simpleflow.local.store.Samples.open;
import static io.simpleflow.local.store.Samples.put;
import static io.simpleflow.local.store.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class HistoryStoreContract {
  private HistoryStore store;

  abstract HistoryStore create() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = create();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void findsWhatWasWritten() {
    ExecutionInfo info = open("a", START, "red", "green");
    long key = put(store, info);

    assertThat(store.find(info.execution())).contains(new StoredExecution(key, info));
    assertThat(store.find(new ExecutionId("a", "another run"))).isEmpty();
    assertThat(store.find(new ExecutionId("another", "run of a"))).isEmpty();
  }

  @Test
  void replacesTheLineOfAnExecution() {
    ExecutionInfo info = open("a", START, "red");
    long key = put(store, info);

    store.write(execution(key, closed(info), completed(2))).await();

    assertThat(store.find(info.execution())).contains(new StoredExecution(key, closed(info)));
    assertThat(store.open()).isEmpty();
  }

  @Test
  void keepsHowAnExecutionStoodWhenItClosed() {
    long key = put(store, open("a", START));
    assertThat(store.ending(key)).isEmpty();

    Ending ending = new Ending(Optional.of(START), Optional.of(""), new OpenCounts(1, 2, 3, 4, 5));
    store.write(Changes.of(new Changes.PutEnding(key, ending))).await();
    assertThat(store.ending(key)).contains(ending);
    Ending nothing = new Ending(Optional.empty(), Optional.empty(), new OpenCounts(0, 0, 0, 0, 0));
    store.write(Changes.of(new Changes.PutEnding(key, nothing))).await();
    assertThat(store.ending(key)).contains(nothing);

    store.write(Changes.of(new Changes.DeleteExecution(key))).await();
    assertThat(store.ending(key)).isEmpty();
  }

  @Test
  void keepsTheLastHeartbeatOfAnActivity() {
    long key = put(store, open("a", START));
    var unused = store.write(Changes.of(new Changes.PutHeartbeat(key, 5, "first")));
    unused = store.write(Changes.of(new Changes.PutHeartbeat(key, 5, "second")));
    unused = store.write(Changes.of(new Changes.PutHeartbeat(key, 6, "other")));

    assertThat(store.heartbeat(key, 5)).contains("second");
    assertThat(store.heartbeat(key + 1, 5)).isEmpty();
    unused = store.write(Changes.of(new Changes.DeleteHeartbeat(key, 5)));
    assertThat(store.heartbeat(key, 5)).isEmpty();
    assertThat(store.heartbeat(key, 6)).contains("other");
  }

  @Test
  void readsAPartOfAHistory() {
    long key = put(store, open("a", START));
    long other = put(store, open("b", START));
    store.write(events(key, marker(2), marker(3), marker(4))).await();

    assertThat(store.events(key, 0, 100))
        .containsExactly(started(), marker(2), marker(3), marker(4));
    assertThat(store.events(key, 1, 2)).containsExactly(marker(2), marker(3));
    assertThat(store.events(key, 4, Integer.MAX_VALUE)).isEmpty();
    assertThat(store.events(other, 0, Integer.MAX_VALUE)).containsExactly(started());
  }

  @Test
  void readsWhatWasHandedOverWithoutWaiting() {
    long key = store.newKey();
    var unused = store.write(execution(key, open("a", START), started()));

    assertThat(store.events(key, 0, 10)).hasSize(1);
  }

  @Test
  void listsThoseStartedLastFirst() {
    put(store, open("first", START));
    put(store, open("third", START.plusSeconds(2)));
    put(store, open("second", START.plusSeconds(1)));
    put(store, open("fourth", START.plusSeconds(2)));

    assertThat(workflowIds(ExecutionFilter.all()))
        .containsExactly("fourth", "third", "second", "first");
    assertThat(workflowIds(ExecutionFilter.all().withLimit(2))).containsExactly("fourth", "third");
    assertThat(store.open().stream().map(open -> open.info().execution().workflowId()))
        .startsWith("first");
  }

  @Test
  void listsByEachFilter() {
    put(store, open("open", START, "red"));
    ExecutionInfo other = open("closed", START.plusMillis(1), "green", "red");
    long key = put(store, other);
    store.write(execution(key, closed(other), completed(2))).await();

    ExecutionFilter all = ExecutionFilter.all();
    assertThat(workflowIds(all.withStatus(ExecutionStatus.OPEN))).containsExactly("open");
    assertThat(workflowIds(all.withStatus(ExecutionStatus.CLOSED))).containsExactly("closed");
    assertThat(workflowIds(all.withWorkflowId("open"))).containsExactly("open");
    assertThat(workflowIds(filter(Optional.of("sample"), Optional.of("1")))).hasSize(2);
    assertThat(workflowIds(filter(Optional.of("sample"), Optional.of("2")))).isEmpty();
    assertThat(workflowIds(filter(Optional.of("other"), Optional.empty()))).isEmpty();
    assertThat(workflowIds(tagged("green"))).containsExactly("closed");
    assertThat(workflowIds(tagged("red"))).containsExactly("closed", "open");
    assertThat(workflowIds(tagged("re"))).isEmpty();
    assertThat(workflowIds(closedAs(CloseStatus.COMPLETED))).containsExactly("closed");
    assertThat(workflowIds(closedAs(CloseStatus.FAILED))).isEmpty();
    assertThat(workflowIds(between(START, START))).containsExactly("open");
    assertThat(workflowIds(between(START.plusNanos(1), START.plusMillis(1))))
        .containsExactly("closed");
  }

  @Test
  void readsAHistoryBackwards() {
    long key = put(store, open("a", START));
    store.write(events(key, marker(2), marker(3), marker(4))).await();

    assertThat(store.eventsBefore(key, Long.MAX_VALUE, 2)).containsExactly(marker(4), marker(3));
    assertThat(store.eventsBefore(key, 3, 10)).containsExactly(marker(2), started());
    assertThat(store.eventsBefore(key, 1, 10)).isEmpty();
  }

  @Test
  void listsPagesInEitherOrder() {
    for (int i = 0; i < 10; i++) {
      // Some start at the same time.
      put(store, open("w" + i, START.plusSeconds(i / 3)));
    }
    ExecutionFilter three = ExecutionFilter.all().withLimit(3);
    for (boolean oldestFirst : new boolean[] {true, false}) {
      List<String> found = new ArrayList<>();
      Optional<Listing.Position> after = Optional.empty();
      List<StoredExecution> page;
      do {
        Listing listing = new Listing(three, Listing.Order.STARTED, oldestFirst, after);
        page = store.list(listing);
        page.forEach(execution -> found.add(execution.info().execution().workflowId()));
        after = page.isEmpty() ? after : listing.position(page.get(page.size() - 1));
        // What comes meanwhile does not move what is there.
        put(store, open("late" + oldestFirst + found.size(), START.minusSeconds(1)));
      } while (page.size() == 3);
      if (!oldestFirst) {
        Collections.reverse(found);
      }
      found.removeIf(id -> id.startsWith("late"));
      assertThat(found).containsExactly("w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9");
    }
  }

  @Test
  void listsByTheTimeOfTheClose() {
    put(store, open("open", START));
    closeAfter("late", 100);
    closeAfter("early", 50);
    closeAfter("middle", 75);

    assertThat(byClose(false, START, START.plusSeconds(500)))
        .containsExactly("late", "middle", "early");
    assertThat(byClose(true, START.plusSeconds(60), START.plusSeconds(100)))
        .containsExactly("middle", "late");
    assertThat(workflowIds(closedWithin(START, START.plusSeconds(75))))
        .containsExactlyInAnyOrder("early", "middle");
  }

  private void closeAfter(String workflowId, int seconds) {
    ExecutionInfo open = open(workflowId, START);
    ExecutionInfo closed =
        new ExecutionInfo(
            open.execution(),
            open.workflowType(),
            ExecutionStatus.CLOSED,
            Optional.of(CloseStatus.COMPLETED),
            START,
            Optional.of(START.plusSeconds(seconds)),
            Optional.empty(),
            List.of(),
            false);
    store.write(execution(put(store, open), closed, completed(2))).await();
  }

  private List<String> byClose(boolean oldestFirst, Instant since, Instant until) {
    Listing listing =
        new Listing(
            closedWithin(since, until), Listing.Order.CLOSED, oldestFirst, Optional.empty());
    return store.list(listing).stream()
        .map(execution -> execution.info().execution().workflowId())
        .toList();
  }

  private static ExecutionFilter closedWithin(Instant since, Instant until) {
    ExecutionFilter all = ExecutionFilter.all();
    return new ExecutionFilter(
        all.status(),
        all.workflowId(),
        all.typeName(),
        all.typeVersion(),
        all.tag(),
        all.closeStatus(),
        all.startedSince(),
        all.startedUntil(),
        Optional.of(since),
        Optional.of(until),
        all.limit());
  }

  @Test
  void countsUpToTheLimit() {
    for (int i = 0; i < 5; i++) {
      put(store, open("w" + i, START, i == 0 ? "red" : "green"));
    }

    assertThat(store.count(ExecutionFilter.all())).isEqualTo(5);
    assertThat(store.count(ExecutionFilter.all().withLimit(3))).isEqualTo(3);
    assertThat(store.count(tagged("green"))).isEqualTo(4);
  }

  @Test
  void forgetsWhatIsDeleted() {
    ExecutionInfo info = open("a", START, "red");
    long key = put(store, info);
    long other = put(store, open("b", START, "red"));

    store.write(Changes.of(new Changes.DeleteExecution(key))).await();

    assertThat(store.find(info.execution())).isEmpty();
    assertThat(store.events(key, 0, 10)).isEmpty();
    assertThat(workflowIds(tagged("red"))).containsExactly("b");
    assertThat(store.events(other, 0, 10)).hasSize(1);
  }

  @Test
  void keepsTypesWithTheirDefaults() {
    var workflow =
        new RegisteredType<>(
            new WorkflowTypeDefaults(
                new WorkflowType("w", "1"),
                Optional.of("list"),
                Optional.of("300"),
                Optional.empty(),
                Optional.of(ChildPolicy.ABANDON),
                Optional.of("7"),
                Optional.of("arn:aws:iam::111111000000:role/lambda")),
            Optional.of("a description"),
            START,
            Optional.<Instant>empty());
    var activity =
        new RegisteredType<>(
            new ActivityTypeDefaults(
                new ActivityType("a", "1"),
                Optional.empty(),
                Optional.of("-1"),
                Optional.of("1"),
                Optional.of("2"),
                Optional.of("3"),
                Optional.of("NONE")),
            Optional.empty(),
            START,
            Optional.of(START.plusSeconds(1)));

    store.write(Changes.ofWorkflowType(workflow)).await();
    store.write(Changes.ofActivityType(activity)).await();

    assertThat(store.workflowTypes()).containsExactly(workflow);
    assertThat(store.activityTypes()).containsExactly(activity);

    store.write(Changes.of(new Changes.DeleteWorkflowType(workflow.defaults().type()))).await();
    store.write(Changes.of(new Changes.DeleteActivityType(activity.defaults().type()))).await();
    assertThat(store.workflowTypes()).isEmpty();
    assertThat(store.activityTypes()).isEmpty();
  }

  @Test
  void findsChildrenWithTheirParent() {
    ExecutionInfo child =
        new ExecutionInfo(
            id("child"),
            Samples.TYPE,
            ExecutionStatus.OPEN,
            Optional.empty(),
            START,
            Optional.empty(),
            Optional.of(id("parent")),
            List.of(),
            true);
    put(store, child);

    assertThat(store.list(ExecutionFilter.all())).containsExactly(child);
  }

  private List<String> workflowIds(ExecutionFilter filter) {
    return store.list(filter).stream().map(info -> info.execution().workflowId()).toList();
  }

  private static ExecutionFilter filter(Optional<String> typeName, Optional<String> typeVersion) {
    return filter(typeName, typeVersion, Optional.empty(), Optional.empty(), null, null);
  }

  private static ExecutionFilter tagged(String tag) {
    return filter(
        Optional.empty(), Optional.empty(), Optional.of(tag), Optional.empty(), null, null);
  }

  private static ExecutionFilter closedAs(CloseStatus status) {
    return filter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(status), null, null);
  }

  private static ExecutionFilter between(Instant since, Instant until) {
    return filter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), since, until);
  }

  private static ExecutionFilter filter(
      Optional<String> typeName,
      Optional<String> typeVersion,
      Optional<String> tag,
      Optional<CloseStatus> closeStatus,
      @org.jspecify.annotations.Nullable Instant since,
      @org.jspecify.annotations.Nullable Instant until) {
    return new ExecutionFilter(
        Optional.empty(),
        Optional.empty(),
        typeName,
        typeVersion,
        tag,
        closeStatus,
        Optional.ofNullable(since),
        Optional.ofNullable(until),
        Optional.empty(),
        Optional.empty(),
        Integer.MAX_VALUE);
  }
}
