package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.spi.DecisionTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that name another list for the decision tasks to come. */
class DecisionTaskListsTest {
  private final Scene scene = new Scene();
  private ExecutionId execution;

  @BeforeEach
  void start() {
    execution = scene.start("w");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Optional<DecisionTask> poll(String list) throws InterruptedException {
    return scene.service.pollForDecisionTask(Optional.of(list), "decider", Duration.ZERO);
  }

  private void moveTo(String list, @Nullable String timeout) throws InterruptedException {
    scene.service.respondDecisionTaskCompleted(
        scene.decisionTask().taskToken(), List.of(), null, list, timeout);
    scene.service.signal(execution, "s", null);
  }

  @Test
  void movesTheDecisionTasksToAnotherList() throws Exception {
    moveTo("mine", null);

    DecisionTaskCompleted completed = scene.last(execution, DecisionTaskCompleted.class);
    assertThat(completed.taskList()).isEqualTo("mine");
    assertThat(completed.taskListScheduleToStartTimeout()).isNull();
    assertThat(scene.last(execution, DecisionTaskScheduled.class).taskList()).isEqualTo("mine");
    assertThat(poll("deciders")).isEmpty();
    scene.answer(poll("mine").orElseThrow());
    scene.service.signal(execution, "again", null);
    assertThat(poll("mine")).isPresent();
  }

  @Test
  void goesBackToTheListOfBeforeIfNobodyTakesTheTaskThere() throws Exception {
    moveTo("mine", "5");
    DecisionTaskScheduled scheduled = scene.last(execution, DecisionTaskScheduled.class);
    assertThat(scheduled.scheduleToStartTimeout()).isEqualTo("5");
    scene.advance(4);
    assertThat(scene.service.countPendingDecisionTasks("mine")).isEqualTo(1);
    scene.advance(1);

    DecisionTaskTimedOut timedOut = scene.last(execution, DecisionTaskTimedOut.class);
    assertThat(timedOut.timeoutType()).isEqualTo("SCHEDULE_TO_START");
    assertThat(timedOut.scheduledEventId()).isEqualTo(scheduled.id());
    assertThat(timedOut.startedEventId()).isZero();
    assertThat(poll("mine")).isEmpty();
    assertThat(poll("deciders")).isPresent();
    assertThat(scene.last(execution, DecisionTaskScheduled.class).scheduleToStartTimeout())
        .isEqualTo("NONE");
  }

  @Test
  void goesBackToTheListOfBeforeIfTheDeciderDoesNotAnswer() throws Exception {
    moveTo("mine", "5");
    assertThat(poll("mine")).isPresent();
    scene.advance(60);

    assertThat(scene.last(execution, DecisionTaskTimedOut.class).timeoutType())
        .isEqualTo("START_TO_CLOSE");
    assertThat(poll("deciders")).isPresent();
  }

  @Test
  void refusesAListThatCannotBe() throws Exception {
    DecisionTask task = scene.decisionTask();
    assertThatThrownBy(
            () ->
                scene.service.respondDecisionTaskCompleted(
                    task.taskToken(), List.of(), null, "a:b", null))
        .isInstanceOf(IllegalArgumentException.class);
    scene.answer(task);
  }
}
