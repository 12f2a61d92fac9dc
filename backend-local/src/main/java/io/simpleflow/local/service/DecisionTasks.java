package io.simpleflow.local.service;

import io.simpleflow.StaleTaskException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.spi.DecisionTask;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decision tasks: handing them out, and applying the answers. Thread-safe. */
final class DecisionTasks {
  private final Domain domain;
  private final DecisionHandlers handlers = new DecisionHandlers(new RunIds());
  private final Polls<Execution, DecisionTask> polls;

  DecisionTasks(Domain domain) {
    this.domain = domain;
    this.polls =
        new Polls<>(
            domain,
            domain.agenda().decisions(),
            new Polls.Kind<>() {
              @Override
              public DecisionTask start(
                  Transaction transaction, Execution task, @Nullable String identity) {
                return DecisionTasks.this.start(transaction, task, identity);
              }

              @Override
              public void takeBack(Transaction transaction, DecisionTask task) {
                find(task.taskToken())
                    .ifPresent(
                        execution -> domain.agenda().takeBackDecision(transaction, execution));
              }
            });
  }

  Polls<Execution, DecisionTask> polls() {
    return polls;
  }

  private DecisionTask start(
      Transaction transaction, Execution execution, @Nullable String identity) {
    DecisionTaskScheduled waiting = execution.waitingDecision();
    // One that was started and whose answer got lost is handed out again as it is.
    boolean again = execution.startedDecision() != null;
    if (!again && waiting != null) {
      transaction.append(
          execution,
          new DecisionTaskStarted(
              execution.nextEventId(), transaction.now(), identity, waiting.id()));
    }
    return new DecisionTask(
        // Where workers are elsewhere, only a task that reached nobody is handed out again.
        domain.agenda().handOut(execution, transaction.now(), again && !domain.goesOn()),
        execution.id(),
        execution.started().workflowType(),
        Objects.requireNonNull(execution.startedDecision()).id(),
        execution.previousStartedEventId(),
        execution.eventsToDecideOn());
  }

  /** The execution whose decision task is started with this token. Under the lock. */
  private Optional<Execution> find(String taskToken) {
    return TaskToken.decode(taskToken)
        .filter(token -> token.kind() == TaskToken.Kind.D)
        .flatMap(token -> domain.findOpen(token).filter(execution -> isStarted(execution, token)));
  }

  private static boolean isStarted(Execution execution, TaskToken token) {
    DecisionTaskStarted started = execution.startedDecision();
    return started != null
        && started.scheduledEventId() == token.scheduledEventId()
        && execution.decisionAgain == token.again();
  }

  void complete(
      String taskToken,
      List<Decision> decisions,
      @Nullable String executionContext,
      @Nullable String taskList,
      @Nullable String scheduleToStartTimeout) {
    Checks.data("executionContext", executionContext);
    if (taskList != null) {
      Checks.identifier("taskList", taskList);
    }
    Checks.timeout("taskListScheduleToStartTimeout", scheduleToStartTimeout);
    DecisionHandlers.check(decisions, domain.limits().decisionsPerResponse());
    domain.update(
        transaction -> {
          Execution execution =
              find(taskToken)
                  .orElseThrow(
                      () ->
                          new StaleTaskException(
                              "this decision task is over: it timed out, was answered before, or"
                                  + " its execution is closed"));
          DecisionTaskStarted started = Objects.requireNonNull(execution.startedDecision());
          transaction.append(
              execution,
              new DecisionTaskCompleted(
                  execution.nextEventId(),
                  transaction.now(),
                  executionContext,
                  started.scheduledEventId(),
                  started.id(),
                  taskList,
                  taskList == null ? null : scheduleToStartTimeout));
          DecisionBatch batch = new DecisionBatch(transaction, execution);
          decisions.forEach(decision -> handlers.apply(batch, decision));
          batch.conclude();
          return transaction;
        });
  }
}
