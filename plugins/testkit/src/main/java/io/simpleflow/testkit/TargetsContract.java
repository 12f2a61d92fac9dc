package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.EventType;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a task may be: a method, a name, a class, a method of an interface. */
abstract class TargetsContract extends ContractSuite {
  TargetsContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Negates. */
    @Activity(name = "contract.negate", version = "2")
    public static int negate(int number) {
      return -number;
    }

    /** Says what it sees of its task. */
    @Activity(name = "contract.context")
    public static List<String> context(String text) {
      ActivityContext context = ActivityContext.current();
      context.heartbeat(text);
      return List.of(
          context.name(),
          context.version(),
          context.activityId(),
          context.execution().workflowId(),
          String.valueOf(context.input()));
    }
  }

  /** A class that is an activity. */
  @Activity(name = "contract.Concatenation")
  public static final class Concatenation implements Callable<String> {
    private final String first;
    private final String second;

    /** Takes the task's arguments. */
    public Concatenation(String first, String second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public String call() {
      return first + second;
    }
  }

  /** A class with a method of its own, as in the original. */
  @Activity(name = "contract.Repetition")
  public static final class Repetition {
    private final String text;

    /** Takes the task's argument. */
    public Repetition(String text) {
      this.text = text;
    }

    /** Gives the result. */
    public List<String> execute() {
      return List.of(text, text);
    }
  }

  /** Activities known by their interface. */
  public interface Counters {
    /** Adds one. */
    @Activity(name = "contract.next")
    int next(int number);

    /** Takes one. */
    @Activity(name = "contract.previous")
    int previous(int number);
  }

  /** What runs them. */
  public static final class PlainCounters implements Counters {
    @Override
    public int next(int number) {
      return number + 1;
    }

    @Override
    public int previous(int number) {
      return number - 1;
    }
  }

  /** Submits by name. */
  @WorkflowType(name = "contract.byName")
  public static class ByName extends Workflow {
    /** Negates twice, by position and by name. */
    public int run(int number) {
      Future<Integer> once = submit(Task.named("contract.negate", "2", Integer.class, number));
      return submit(Task.named("contract.negate", "2", Integer.class).with("number", once))
          .result();
    }
  }

  @Test
  void submitsByName() throws Exception {
    assertThat(run(ByName.class, Integer.class, 7)).isEqualTo(7);
  }

  /** Submits classes. */
  @WorkflowType(name = "contract.classes")
  public static class Classes extends Workflow {
    /** The results of both kinds of classes. */
    public List<String> run() {
      Future<String> text = submit(Concatenation.class, "a", Future.of("b"));
      return submit(Task.of(Repetition.class, new GenericType<List<String>>() {}, text)).result();
    }
  }

  @Test
  void runsActivityClasses() throws Exception {
    assertThat(run(Classes.class, new GenericType<List<String>>() {})).containsExactly("ab", "ab");
  }

  /** Uses a stub. */
  @WorkflowType(name = "contract.stub")
  public static class Stub extends Workflow {
    /** Calls one method and submits another. */
    public int run(int number) {
      Counters counters = stub(Counters.class);
      Future<Integer> previous = submit(counters::previous, number);
      return counters.next(number) * previous.result();
    }
  }

  @Test
  void callsAndSubmitsActivitiesThroughAStub() throws Exception {
    assertThat(run(Stub.class, Integer.class, 4)).isEqualTo(15);
  }

  /** Overrides options. */
  @WorkflowType(name = "contract.options", taskPriority = 3)
  public static class Options extends Workflow {
    /** Submits with a task list of its own. */
    public int run() {
      ActivityOptions options = ActivityOptions.none().withTaskList("contract-special");
      return with(options).submit(Tasks::negate, 1).result();
    }
  }

  @Test
  void schedulesWithTheOptionsOfTheSubmit() throws Exception {
    ExecutionId execution = start(Options.class);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(-1);
    ActivityTaskScheduled scheduled =
        (ActivityTaskScheduled) events(execution, EventType.ACTIVITY_TASK_SCHEDULED).get(0);
    assertThat(scheduled.taskList()).isEqualTo("contract-special");
    assertThat(scheduled.taskPriority()).isEqualTo("3");
  }

  /** Asks an activity for its context. */
  @WorkflowType(name = "contract.activityContext")
  public static class Context extends Workflow {
    /** What the activity saw, after the workflow's own id. */
    public List<String> run() {
      List<String> seen = submit(Tasks::context, "x").result();
      return List.of(
          seen.get(0),
          seen.get(1),
          seen.get(2),
          Boolean.toString(seen.get(3).equals(runContext().execution().workflowId())),
          seen.get(4));
    }
  }

  @Test
  void tellsAnActivityWhichTaskItRuns() throws Exception {
    assertThat(run(Context.class, new GenericType<List<String>>() {}))
        .containsExactly(
            "contract.context",
            "default",
            "activity-contract.context-1",
            "true",
            "{\"args\":[\"x\"],\"kwargs\":{}}");
  }
}
