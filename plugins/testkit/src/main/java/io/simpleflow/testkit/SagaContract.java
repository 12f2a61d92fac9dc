package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.GenericType;
import io.simpleflow.Saga;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.EventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that are undone when the workflow cannot go on. */
abstract class SagaContract extends ContractSuite {
  SagaContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Books something, unless there is none. */
    @Activity(name = "contract.saga.book")
    public static String book(String what) {
      if (what.equals("yacht")) {
        throw new IllegalStateException("no yacht left");
      }
      return what;
    }

    /** Gives something back, unless it cannot be. */
    @Activity(name = "contract.saga.giveBack")
    public static String giveBack(String what) {
      if (what.equals("flight")) {
        throw new IllegalStateException("no refund");
      }
      return what + " given back";
    }
  }

  /** Books a trip that comes to nothing. */
  @WorkflowType(name = "contract.saga")
  public static class Trip extends Workflow {
    /** What was thrown: by the steps, then by what undoes them. */
    public List<String> run(List<String> parts) {
      List<String> thrown = new ArrayList<>();
      Saga saga = new Saga();
      try {
        for (String part : parts) {
          String booked = submit(Tasks::book, part).result();
          saga.addCompensation(() -> submit(Tasks::giveBack, booked).result());
        }
      } catch (TaskFailedException failure) {
        thrown.add(failure.reason());
        try {
          compensate(saga);
        } catch (SimpleflowException notUndone) {
          thrown.add(notUndone.getMessage());
        }
      }
      return thrown;
    }
  }

  @Test
  void undoesTheStepsOfASagaLastFirstAndGoesOnAfterAFailure() throws Exception {
    ExecutionId execution = start(Trip.class, List.of("room", "flight", "car", "yacht"));
    List<String> thrown = environment().result(execution, new GenericType<List<String>>() {});
    assertThat(thrown).hasSize(2);
    assertThat(thrown.get(0)).contains("no yacht left");
    assertThat(thrown.get(1)).contains("no refund");
    assertThat(events(execution, EventType.ACTIVITY_TASK_SCHEDULED))
        .map(ActivityTaskScheduled.class::cast)
        .filteredOn(event -> event.activityType().name().endsWith("giveBack"))
        .extracting(
            event -> String.valueOf(event.input()).replaceAll(".*(car|flight|room).*", "$1"))
        .containsExactly("car", "flight", "room");
  }
}
