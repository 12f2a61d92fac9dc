package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Executions found again: by what they are, when they were, and what became of them. */
abstract class ListingsContract extends ContractSuite {
  ListingsContract(BackendContract contract) {
    super(contract);
  }

  /** Ends at once, or fails. */
  @WorkflowType(name = "contract.listed", version = "1")
  public static class Listed extends Workflow {
    /** Fails if it is told to. */
    public String run(boolean failing) {
      if (failing) {
        throw new IllegalStateException("as asked");
      }
      return "well";
    }
  }

  /** Ends after a second, so that whatever comes then is later. */
  @WorkflowType(name = "contract.listedNap", version = "1")
  public static class ListedNap extends Workflow {
    /** Sleeps for a second. */
    public void run() {
      sleep(Duration.ofSeconds(1));
    }
  }

  /** Waits. */
  @WorkflowType(name = "contract.listedOpen", version = "1")
  public static class ListedOpen extends Workflow {
    /** Sleeps for a week. */
    public void run() {
      sleep(Duration.ofDays(7));
    }
  }

  private HistorySource histories() {
    return environment().histories();
  }

  private List<ExecutionId> list(ExecutionFilter filter) {
    return histories().list(filter).stream().map(ExecutionInfo::execution).toList();
  }

  /** Starts an execution with a workflow id and a tag, a little after what was before. */
  private ExecutionId startTagged(
      Class<? extends Workflow> workflow, String workflowId, String tag, Object... arguments)
      throws InterruptedException {
    environment().pass(Duration.ofMillis(20));
    StartRequest plain = environment().request(workflow, arguments);
    return environment()
        .executor()
        .start(
            new StartRequest(
                workflowId,
                plain.workflowType(),
                plain.input(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(tag),
                Optional.empty()));
  }

  private static String newName() {
    return "contract-listing-" + UUID.randomUUID();
  }

  private void terminate(ExecutionId execution) {
    environment().executor().terminate(execution, null, null, Optional.empty());
  }

  @Test
  void findsExecutionsByTagTypeAndOutcome() throws Exception {
    String tag = newName();
    ExecutionId well = startTagged(Listed.class, newName(), tag, false);
    environment().await(well);
    ExecutionId failed = startTagged(Listed.class, newName(), tag, true);
    environment().await(failed);

    ExecutionFilter tagged = byTag(tag);
    assertThat(list(tagged)).as("the last first").containsExactly(failed, well);
    assertThat(list(tagged.withLimit(1))).containsExactly(failed);
    assertThat(list(tagged.withStatus(ExecutionStatus.OPEN))).isEmpty();
    assertThat(list(tagged.withStatus(ExecutionStatus.CLOSED))).hasSize(2);
    assertThat(list(byOutcome(tag, CloseStatus.FAILED))).containsExactly(failed);
    assertThat(list(byOutcome(tag, CloseStatus.TIMED_OUT))).isEmpty();
    assertThat(list(byType("contract.listed", "1"))).contains(well, failed);
    assertThat(list(byType("contract.listed", "2"))).isEmpty();
  }

  @Test
  void findsExecutionsByTheTimesOfStartAndClose() throws Exception {
    String tag = newName();
    ExecutionId first = startTagged(ListedNap.class, newName(), tag);
    environment().await(first);
    ExecutionId second = startTagged(ListedNap.class, newName(), tag);
    environment().await(second);
    ExecutionInfo later = histories().describe(second).info();
    Instant started = later.startTimestamp();
    Instant closed = later.closeTimestamp().orElseThrow();

    Optional<Instant> any = Optional.empty();
    Optional<Instant> before = Optional.of(started.minusMillis(1));
    assertThat(list(filter(tag, Optional.empty(), Optional.of(started), any, any)))
        .containsExactly(second);
    assertThat(list(filter(tag, Optional.empty(), any, before, any))).containsExactly(first);
    assertThat(list(filter(tag, Optional.empty(), any, any, Optional.of(closed))))
        .containsExactly(second);
  }

  @Test
  void findsTheLatestExecutionOpenOrClosed() throws Exception {
    String workflowId = newName();
    ExecutionId closed = startTagged(Listed.class, workflowId, "any", false);
    environment().await(closed);
    assertThat(histories().latest(Optional.of(workflowId))).contains(closed);
    assertThat(histories().latest(Optional.empty())).as("of all").contains(closed);
  }

  @Test
  void reachesTheRunThatIsMeant() throws Exception {
    String workflowId = newName();
    ExecutionId earlier = startTagged(Listed.class, workflowId, "any", false);
    environment().await(earlier);
    ExecutionId open = startTagged(ListedOpen.class, workflowId, "any");
    environment().awaitHistory(open, history -> !history.timers().isEmpty());

    assertThat(histories().latest(Optional.of(workflowId))).contains(open);
    assertThat(list(ExecutionFilter.all().withWorkflowId(workflowId)))
        .containsExactly(open, earlier);
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> environment().executor().signal(earlier, "hello", null));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> environment().executor().requestCancel(earlier));
    assertThatExceptionOfType(ExecutionNotFoundException.class)
        .isThrownBy(() -> terminate(earlier));
    environment().executor().signal(open, "hello", null);
    environment().awaitHistory(open, history -> history.signals().size() == 1);
    terminate(open);
    assertThat(environment().await(open).status()).isEqualTo(CloseStatus.TERMINATED);
    assertThat(histories().describe(earlier).info().closeStatus()).contains(CloseStatus.COMPLETED);
  }

  private static ExecutionFilter byTag(String tag) {
    return filter(tag, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ExecutionFilter byOutcome(String tag, CloseStatus outcome) {
    return filter(tag, Optional.of(outcome), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ExecutionFilter byType(String name, String version) {
    ExecutionFilter all = ExecutionFilter.all();
    return new ExecutionFilter(
        all.status(),
        all.workflowId(),
        Optional.of(name),
        Optional.of(version),
        all.tag(),
        all.closeStatus(),
        all.startedSince(),
        all.startedUntil(),
        all.closedSince(),
        all.closedUntil(),
        all.limit());
  }

  private static ExecutionFilter filter(
      String tag,
      Optional<CloseStatus> outcome,
      Optional<Instant> startedSince,
      Optional<Instant> startedUntil,
      Optional<Instant> closedSince) {
    ExecutionFilter all = ExecutionFilter.all();
    return new ExecutionFilter(
        all.status(),
        all.workflowId(),
        all.typeName(),
        all.typeVersion(),
        Optional.of(tag),
        outcome,
        startedSince,
        startedUntil,
        closedSince,
        all.closedUntil(),
        all.limit());
  }
}
