package examples;

import static org.assertj.core.api.Assertions.assertThat;

import examples.basic.BasicWorkflow;
import examples.branches.BranchesWorkflow;
import examples.cancellation.CancellationWorkflow;
import examples.canvas.CanvasWorkflow;
import examples.children.ChildrenWorkflow;
import examples.continueasnew.ContinueAsNewWorkflow;
import examples.continueasnew.TillWorkflow;
import examples.errors.ErrorsWorkflow;
import examples.handlers.HandlersWorkflow;
import examples.lambda.LambdaWorkflow;
import examples.longrunning.LongRunningWorkflow;
import examples.mapjoin.MapJoinWorkflow;
import examples.markers.MarkersWorkflow;
import examples.options.OptionsWorkflow;
import examples.retry.RetryWorkflow;
import examples.saga.SagaWorkflow;
import examples.signals.SignalsWorkflow;
import examples.state.Progress;
import examples.state.StateWorkflow;
import examples.stubs.StubsWorkflow;
import examples.timers.TimersWorkflow;
import io.simpleflow.ExecutionId;
import io.simpleflow.GenericType;
import io.simpleflow.Signal;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.testkit.WorkflowEnvironment;
import io.simpleflow.testkit.WorkflowExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs every example. */
@ExtendWith(WorkflowExtension.class)
class ExamplesTest {
  @Test
  void addsOneAndDoubles(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(BasicWorkflow.class, Integer.class, 1)).isEqualTo(4);
  }

  @Test
  void countsTheWordsOfAllTexts(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(MapJoinWorkflow.class, Integer.class, List.of("one two", "three", "")))
        .isEqualTo(3);
  }

  @Test
  void fetchesAtTheThirdAttempt(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(RetryWorkflow.class, Integer.class, 2)).isEqualTo(3);
  }

  @Test
  void doesNotRetryWhatCannotSucceed(WorkflowEnvironment workflows) throws Exception {
    ExecutionId execution = workflows.start(RetryWorkflow.class, -1);
    assertThat(workflows.await(execution).status()).isEqualTo(CloseStatus.FAILED);
  }

  @Test
  void takesItsOptionsFromItsArguments(WorkflowEnvironment workflows) throws Exception {
    ExecutionId execution = workflows.start(OptionsWorkflow.class, "Ada", "Malta", 3);
    assertThat(workflows.result(execution, String.class))
        .isEqualTo(
            "Ada 1 (activity-examples.options.Parcels.label-1),"
                + " Ada 3 (activity-examples.options.Parcels.label-last): 21 €");

    History history = History.of(workflows.histories().events(execution));
    assertThat(execution.workflowId()).isEqualTo("order-of-Ada");
    assertThat(history.started().tagList()).containsExactly("customer:Ada", "country:Malta");
    assertThat(history.started().taskStartToCloseTimeout()).isEqualTo("30");
    assertThat(history.events())
        .filteredOn(ActivityEvent.ActivityTaskScheduled.class::isInstance)
        .extracting(event -> ((ActivityEvent.ActivityTaskScheduled) event).taskPriority())
        .containsExactly("10", "1", "10");
  }

  @Test
  void booksATrip(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(ErrorsWorkflow.class, String.class, "Rome"))
        .isEqualTo("invoice for room in Rome and flight to Rome");
  }

  @Test
  void givesTheRoomBackWhereNobodyFlies(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(ErrorsWorkflow.class, String.class, "Atlantis"))
        .endsWith("no airport in Atlantis; room in Atlantis cancelled");
  }

  @Test
  void takesItsSteps(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(LongRunningWorkflow.class, Integer.class, 2)).isEqualTo(2);
  }

  @Test
  void greets(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(StubsWorkflow.class, String.class, "Ada"))
        .isEqualTo("Hello, dear Ada! Farewell, dear Ada.");
  }

  @Test
  void asksShopsInBranches(WorkflowEnvironment workflows) throws Exception {
    String text =
        workflows.run(
            BranchesWorkflow.class, String.class, "hat", List.of("corner", "closed", "mall"));
    assertThat(text)
        .contains("63 €", "48 €", "activity-examples.branches.Shop.price failed")
        .containsPattern("first offer: (63|48) €");
  }

  @Test
  void stopsTheBetterFilmWhenTimeIsUp(WorkflowEnvironment workflows) throws Exception {
    ExecutionId execution = workflows.start(CancellationWorkflow.class, 5);
    awaitBothFilms(workflows, execution);
    workflows.pass(Duration.ofSeconds(5));
    assertThat(workflows.result(execution, String.class)).isEqualTo("film in good quality");
  }

  @Test
  void deletesScrapsWhenItIsCancelled(WorkflowEnvironment workflows) throws Exception {
    ExecutionId execution = workflows.start(CancellationWorkflow.class, 1_000);
    awaitBothFilms(workflows, execution);
    workflows.executor().requestCancel(execution);
    assertThat(workflows.await(execution).status()).isEqualTo(CloseStatus.CANCELED);
    assertThat(workflows.events(execution))
        .filteredOn(ActivityEvent.ActivityTaskCompleted.class::isInstance)
        .hasSize(2);
  }

  /** The good film is ready and the better one has begun. */
  private static void awaitBothFilms(WorkflowEnvironment workflows, ExecutionId execution)
      throws InterruptedException {
    workflows.awaitHistory(
        execution,
        history ->
            history.activities().stream().anyMatch(activity -> activity.result() != null)
                && history.activities().stream().allMatch(activity -> activity.started() != null));
  }

  @Test
  void takesTheDearCarrierWhenTheCheapOneIsOnStrike(WorkflowEnvironment workflows)
      throws Exception {
    assertThat(workflows.run(HandlersWorkflow.class, String.class, 40))
        .isEqualTo("20 kg with dear; letter left out");
  }

  @Test
  void bindsAnAlbum(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(CanvasWorkflow.class, String.class, "sea"))
        .isEqualTo("Album of sea: small sea-1, small sea-2, small sea-4");
  }

  @Test
  void givesTheTicketsBackLastFirst(WorkflowEnvironment workflows) throws Exception {
    assertThat(
            workflows.run(
                SagaWorkflow.class,
                new GenericType<List<String>>() {},
                List.of("train", "ship", "balloon")))
        .endsWith("ticket for the ship given back", "ticket for the train given back");
  }

  @Test
  void sendsAnOrdersArticlesAsChildrenAndFlowersForTheGlass(WorkflowEnvironment workflows)
      throws Exception {
    assertThat(workflows.run(ChildrenWorkflow.class, String.class, List.of("book", "glass", "pen")))
        .isEqualTo("parcel of book, parcel of flowers, parcel of pen: 21 €");
  }

  @Test
  void paysAYearOfMonthsEachInARunOfItsOwn(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(ContinueAsNewWorkflow.class, Integer.class, 12, 0)).isEqualTo(55);
    assertThat(workflows.histories().list(ExecutionFilter.all())).hasSize(13);
  }

  @Test
  void goesOnAsNewByItselfWhenItsHistoryIsLong(WorkflowEnvironment workflows) throws Exception {
    ExecutionId execution = workflows.start(TillWorkflow.class, 12, 0);
    assertThat(workflows.result(execution, Integer.class)).isEqualTo(24);
    assertThat(workflows.events(execution))
        .last()
        .extracting(HistoryEvent::type)
        .isEqualTo(EventType.WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
  }

  @Test
  void takesPaymentsUntilThePriceIsPaid(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(SignalsWorkflow.class, Integer.class, 25)).isEqualTo(2);
  }

  @Test
  void notesHowFarItIs(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(MarkersWorkflow.class, String.class, 3))
        .isEqualTo("part 3, 6 markers");
  }

  @Test
  void doesNotWaitForEver(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(TimersWorkflow.class, String.class, 5))
        .isEqualTo("no answer in spite of a reminder, deadline lifted");
  }

  @Test
  void takesTheAnswerThatComesInTime(WorkflowEnvironment workflows) throws Exception {
    ExecutionId execution = workflows.start(TimersWorkflow.class, 60);
    workflows.simpleflow().signal(Signal.named("answer", "yes").to(execution));
    assertThat(workflows.result(execution, String.class)).isEqualTo("yes, deadline lifted");
  }

  @Test
  void countsTheWordsByALambdaFunction(WorkflowEnvironment workflows) throws Exception {
    assertThat(workflows.run(LambdaWorkflow.class, Integer.class, "one two", "three")).isEqualTo(3);
  }

  @Test
  void saysHowFarItIs(WorkflowEnvironment workflows) throws Exception {
    ExecutionId execution = workflows.start(StateWorkflow.class, 2);
    workflows.await(execution);
    assertThat(workflows.simpleflow().state(execution, Progress.class))
        .contains(new Progress(2, 2));
  }
}
