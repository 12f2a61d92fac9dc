package io.simpleflow.local.service;

import io.simpleflow.StaleTaskException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.spi.DecisionTask;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decision tasks: handing them out, and applying the answers. Thread-safe. */
final class DecisionTasks {
  private final Domain domain;
  private final DecisionHandlers handlers = new DecisionHandlers(new RunIds());

  DecisionTasks(Domain domain) {
    this.domain = domain;
  }

  Optional<DecisionTask> poll(Optional<String> taskList, String identity, Duration wait)
      throws InterruptedException {
    TaskQueue.Entry<Execution> entry;
    DecisionTask task;
    domain.lock().lockInterruptibly();
    try {
      domain.check();
      entry = domain.agenda().decisions().take(taskList, TimeUnit.NANOSECONDS.convert(wait));
      if (entry == null) {
        domain.checkNotFailed();
        return Optional.empty();
      }
      Execution execution = entry.task;
      task = domain.run(domain.transaction(), tx -> start(tx, execution, identity));
    } finally {
      domain.lock().unlock();
    }
    entry.scheduling.receipt().await();
    return Optional.of(task);
  }

  private DecisionTask start(Transaction transaction, Execution execution, String identity) {
    DecisionTaskScheduled waiting = execution.waitingDecision();
    // One that an earlier process had started is handed out again as it is.
    if (execution.startedDecision() == null && waiting != null) {
      transaction.append(
          execution,
          new DecisionTaskStarted(
              execution.nextEventId(), transaction.now(), identity, waiting.id()));
    }
    return new DecisionTask(
        domain.agenda().handOut(execution, transaction.now()),
        execution.id(),
        execution.started().workflowType(),
        Objects.requireNonNull(execution.startedDecision()).id(),
        execution.previousStartedEventId(),
        execution.eventsToDecideOn());
  }

  void complete(String taskToken, List<Decision> decisions, @Nullable String executionContext) {
    Checks.data("executionContext", executionContext);
    DecisionHandlers.check(decisions);
    domain.update(
        transaction -> {
          Execution execution = domain.agenda().decisionHandedOut(taskToken);
          if (execution == null) {
            throw new StaleTaskException(
                "this decision task is over: it timed out, was answered before, or its execution"
                    + " is closed");
          }
          apply(transaction, execution, decisions, executionContext);
          return transaction;
        });
  }

  private void apply(
      Transaction transaction,
      Execution execution,
      List<Decision> decisions,
      @Nullable String executionContext) {
    DecisionTaskStarted started = Objects.requireNonNull(execution.startedDecision());
    transaction.append(
        execution,
        new DecisionTaskCompleted(
            execution.nextEventId(),
            transaction.now(),
            executionContext,
            started.scheduledEventId(),
            started.id(),
            null,
            null));
    DecisionBatch batch = new DecisionBatch(transaction, execution);
    decisions.forEach(decision -> handlers.apply(batch, decision));
    batch.conclude();
  }
}
