package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Signals: sent to whomever, read in both ways, and passed on through a family. */
abstract class SignalsContract extends ContractSuite {
  private static final GenericType<List<String>> TEXTS = new GenericType<>() {};

  SignalsContract(BackendContract contract) {
    super(contract);
  }

  /** Signals itself. */
  @WorkflowType(name = "contract.selfSignal")
  public static class SelfSignal extends Workflow {
    /** Gives back what it has sent itself. */
    public int run(int number) {
      Future<@Nullable Void> sent = signal("number", number);
      int received = waitSignal("number", Integer.class).result();
      sent.await();
      return received;
    }
  }

  @Test
  void signalsItself() throws Exception {
    assertThat(run(SelfSignal.class, Integer.class, 5)).isEqualTo(5);
  }

  /** Takes so many signals, in their order. */
  @WorkflowType(name = "contract.listener")
  public static class Listener extends Workflow {
    /** What they say. */
    public List<@Nullable Object> run(int count) {
      SignalQueue<Object> news = signals("news", Object.class);
      List<@Nullable Object> heard = new ArrayList<>();
      while (heard.size() < count) {
        heard.add(news.next().result());
      }
      return heard;
    }
  }

  /** Signals another execution. */
  @WorkflowType(name = "contract.teller")
  public static class Teller extends Workflow {
    /** Returns when the signal is delivered, or why it was not. */
    public String run(String workflowId) {
      Future<@Nullable Void> told = signal(Signal.named("news", 7).to(workflowId));
      sleep(Duration.ofSeconds(1));
      try {
        told.result();
        return "told";
      } catch (TaskFailedException failure) {
        return String.valueOf(failure.getMessage());
      }
    }
  }

  @Test
  void signalsAnyExecutionByItsWorkflowId() throws Exception {
    ExecutionId listener = start(Listener.class, 1);

    assertThat(run(Teller.class, String.class, listener.workflowId())).isEqualTo("told");
    assertThat(environment().result(listener, new GenericType<List<Integer>>() {}))
        .containsExactly(7);
  }

  @Test
  void failsOnceWhereThereIsNobodyToSignal() throws Exception {
    ExecutionId teller = start(Teller.class, "nobody");

    assertThat(environment().result(teller, String.class))
        .isEqualTo("signal-news failed: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
    assertThat(count(teller, EventType.SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED)).isEqualTo(1);
  }

  private void tell(ExecutionId execution, String name, @Nullable Object... arguments) {
    Signal signal =
        new Signal(name, new Signal.Target.Self(), Arrays.asList(arguments), Map.of(), true);
    environment().simpleflow().signal(signal.to(execution));
  }

  @Test
  void takesEachSignalOnceInTheirOrderWhateverItsForm() throws Exception {
    ExecutionId listener = start(Listener.class, 6);
    tell(listener, "news", 1);
    tell(listener, "news", "two", 2);
    environment().simpleflow().signal(Signal.named("news").with("three", 3).to(listener));
    environment().executor().signal(listener, "news", "{\"four\":4}");
    environment().executor().signal(listener, "news", "just text");
    environment().executor().signal(listener, "news", null);

    assertThat(environment().result(listener, new GenericType<List<@Nullable Object>>() {}))
        .isEqualTo(
            Arrays.asList(
                1, List.of("two", 2), Map.of("three", 3), Map.of("four", 4), "just text", null));
  }

  /** Looks at signals when it is told to. */
  @WorkflowType(name = "contract.latest")
  public static class Latest extends Workflow {
    /** The latest, twice, and how many the queue has. */
    public List<Integer> run() {
      waitSignal("look").await();
      return List.of(
          waitSignal("news", Integer.class).result(),
          waitSignal("news", Integer.class).result(),
          signals("news", Integer.class).size());
    }
  }

  @Test
  void readsTheLatestSignalAsOftenAsWanted() throws Exception {
    ExecutionId execution = start(Latest.class);
    tell(execution, "news", 1);
    tell(execution, "news", 2);
    tell(execution, "look");

    assertThat(environment().result(execution, new GenericType<List<Integer>>() {}))
        .containsExactly(2, 2, 2);
  }

  /** A child that asks its parent. */
  @WorkflowType(name = "contract.asking")
  public static class Asking extends Workflow {
    /** The answer. */
    public String run() {
      signal(Signal.named("question", "Who?").toParent()).await();
      return waitSignal("answer", String.class).result();
    }
  }

  /** A parent that answers its child. */
  @WorkflowType(name = "contract.answering")
  public static class Answering extends Workflow {
    /** What the child has heard. */
    public String run() {
      Future<String> child = submit(Asking::run);
      String question = waitSignal("question", String.class).result();
      signal(Signal.named("answer", question + " Ada.").toChild(child)).await();
      return child.result();
    }
  }

  @Test
  void signalsParentsAndChildren() throws Exception {
    assertThat(run(Answering.class, String.class)).isEqualTo("Who? Ada.");
  }

  /** One of several generations, each the child of the one before. */
  @WorkflowType(name = "contract.generation")
  public static class Generation extends Workflow {
    /** What it has heard, and those after it. */
    public List<String> run(int after) {
      Future<List<String>> child =
          after == 0 ? Future.of(List.of()) : submit(Generation::run, after - 1);
      List<String> heard = new ArrayList<>();
      heard.add(after + " " + waitSignal("news", String.class).result());
      heard.addAll(child.result());
      return heard;
    }
  }

  private ExecutionId child(ExecutionId parent) throws InterruptedException {
    EventType started = EventType.CHILD_WORKFLOW_EXECUTION_STARTED;
    environment()
        .awaitHistory(
            parent, history -> history.events().stream().anyMatch(e -> e.type() == started));
    return ((ChildWorkflowExecutionStarted) events(parent, started).get(0)).workflowExecution();
  }

  @Test
  void passesASignalOnToChildrenOnceEvenToThoseThatStartLater() throws Exception {
    ExecutionId oldest = start(Generation.class, 2);
    tell(oldest, "news", "hello");

    assertThat(environment().result(oldest, TEXTS))
        .containsExactly("2 hello", "1 hello", "0 hello");
    ExecutionId middle = child(oldest);
    for (ExecutionId each : List.of(oldest, middle, child(middle))) {
      assertThat(count(each, EventType.WORKFLOW_EXECUTION_SIGNALED)).isEqualTo(1);
    }
  }

  @Test
  void passesASignalOnToParents() throws Exception {
    ExecutionId oldest = start(Generation.class, 2);
    ExecutionId youngest = child(child(oldest));
    tell(youngest, "news", "hello");

    assertThat(environment().result(oldest, TEXTS))
        .containsExactly("2 hello", "1 hello", "0 hello");
    assertThat(count(youngest, EventType.WORKFLOW_EXECUTION_SIGNALED)).isEqualTo(1);
  }

  /** Keeps its signals from its parent. */
  @WorkflowType(name = "contract.discreet", propagateSignalsToParent = false)
  public static class Discreet extends Workflow {
    /** What it has heard. */
    public String run() {
      return waitSignal("secret", String.class).result();
    }
  }

  /** The parent of one that is discreet. */
  @WorkflowType(name = "contract.uninformed")
  public static class Uninformed extends Workflow {
    /** What the child has heard, and what this has. */
    public List<String> run() {
      Future<String> child = submit(Discreet::run);
      waitSignal("parents only").await();
      return List.of(child.result(), signalDetails("secret").isPresent() ? "too" : "not");
    }
  }

  @Test
  void keepsASignalWhereItShallStay() throws Exception {
    ExecutionId parent = start(Uninformed.class);
    ExecutionId child = child(parent);
    environment().simpleflow().signal(Signal.named("parents only").withoutPropagation().to(parent));
    tell(child, "secret", "hush");

    assertThat(environment().result(parent, TEXTS)).containsExactly("hush", "not");
    assertThat(count(child, EventType.WORKFLOW_EXECUTION_SIGNALED)).isEqualTo(1);
    assertThat(count(parent, EventType.WORKFLOW_EXECUTION_SIGNALED)).isEqualTo(1);
  }

  /** Tells what it is about. */
  @WorkflowType(name = "contract.telling")
  public static class Telling extends Workflow {
    private String phase = "new";

    /** Waits to be told the next phase. */
    public String run() {
      phase = "waiting";
      phase = waitSignal("go", String.class).result();
      return phase;
    }

    @Override
    protected Map<String, String> state() {
      return Map.of("phase", phase);
    }
  }

  @Test
  void letsItsStateBeReadWhileItRunsAndAfterwards() throws Exception {
    ExecutionId execution = start(Telling.class);
    environment()
        .awaitHistory(
            execution,
            history ->
                history.events().stream()
                    .anyMatch(e -> e.type() == EventType.DECISION_TASK_COMPLETED));

    assertThat(context(execution))
        .contains("{\"state\":{\"phase\":\"waiting\"},\"waiting_signals\":[\"go\"]}");
    tell(execution, "go", "over");
    assertThat(environment().result(execution, String.class)).isEqualTo("over");
    assertThat(context(execution)).contains("{\"state\":{\"phase\":\"over\"}}");
    assertThat(environment().simpleflow().state(execution, Map.class))
        .contains(Map.of("phase", "over"));
  }

  /** Has a state that changes to the very end. */
  @WorkflowType(name = "contract.told")
  public static class Told extends Workflow {
    private String phase = "new";

    /** Is over after it has asked for something. */
    public void run() {
      phase = "half";
      recordMarker("nearly").await();
      phase = "over";
    }

    @Override
    protected Map<String, String> state() {
      return Map.of("phase", phase);
    }
  }

  @Test
  void letsItsLastStateBeReadAfterwards() throws Exception {
    ExecutionId execution = start(Told.class);
    environment().await(execution);
    assertThat(context(execution)).contains("{\"state\":{\"phase\":\"over\"}}");
    assertThat(environment().simpleflow().state(execution, Map.class))
        .contains(Map.of("phase", "over"));
  }

  private Optional<String> context(ExecutionId execution) {
    return environment().histories().describe(execution).latestExecutionContext();
  }
}
