package io.simpleflow.local.service;

import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.history.LambdaEvent.LambdaFunctionCompleted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionTimedOut;
import io.simpleflow.local.service.Deadlines.Deadline;
import io.simpleflow.spi.LambdaFunction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda tasks: the calls of functions, and what becomes of them. A function is called when that it
 * was started is kept; one whose process dies meanwhile is called again by the next. Guarded by the
 * domain's lock, except for the calls themselves.
 */
final class LambdaTasks {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaTasks.class);

  /** How long a function may take that says nothing else. */
  private static final String DEFAULT_SECONDS = "900";

  private static final String START_TO_CLOSE = "START_TO_CLOSE";
  private static final int RESULT = 32_768;
  private static final int REASON = 256;

  /** Escaped, it still fits into an event's details. */
  private static final int MESSAGE = 4_096;

  private final Domain domain;
  private final Lambdas functions;
  private final JsonDataConverter json = new JsonDataConverter();

  LambdaTasks(Domain domain, Lambdas functions) {
    this.domain = domain;
    this.functions = functions;
  }

  /**
   * Whether a function cannot even be started. SWF needs a role for that. Where the workflow's own
   * process is the service, there is nothing that a role could allow.
   */
  boolean lacksRole(Execution execution, String name) {
    return execution.started().lambdaRole() == null
        && (domain.goesOn() || functions.find(name).isEmpty());
  }

  /**
   * Has a function called when its scheduling is kept.
   *
   * @param countingFrom from when on its time counts, if it was started before
   */
  void begin(Transaction scheduling, OpenLambda lambda, Instant countingFrom) {
    if (lambda.started != null) {
      arm(lambda, countingFrom);
    }
    domain.afterwards(
        () -> {
          try {
            Future<?> call = functions.submit(() -> run(scheduling, lambda));
            domain.lock();
            try {
              lambda.call = call;
            } finally {
              domain.unlock();
            }
          } catch (RejectedExecutionException e) {
            LOG.debug("a function is not called, because the service is closed", e);
          }
        });
  }

  private void run(Transaction scheduling, OpenLambda lambda) {
    try {
      scheduling.receipt().await();
      if (isStarted(lambda)) {
        Ending ending = call(lambda);
        domain.update(transaction -> end(transaction, lambda, ending));
      }
    } catch (RuntimeException e) {
      // The service is closed or cannot write; whoever opens it next calls the function again.
      LOG.debug("a Lambda task could not be ended", e);
    }
  }

  private boolean isStarted(OpenLambda lambda) {
    return domain.update(
        transaction -> {
          Execution execution = lambda.execution;
          if (!execution.isOpen(lambda)) {
            return false;
          }
          if (lambda.started == null) {
            transaction.append(
                execution,
                new LambdaFunctionStarted(
                    execution.nextEventId(), transaction.now(), lambda.scheduled.id()));
            arm(lambda, transaction.now());
          }
          return true;
        });
  }

  private void arm(OpenLambda lambda, Instant from) {
    String asked = lambda.scheduled.startToCloseTimeout();
    Timeout timeout = Timeout.after(from, asked == null ? DEFAULT_SECONDS : asked, START_TO_CLOSE);
    if (timeout != null) {
      lambda.deadline =
          domain
              .agenda()
              .deadlines()
              .set(timeout.due(), transaction -> timeOut(transaction, lambda));
    }
  }

  private static void timeOut(Transaction transaction, OpenLambda lambda) {
    transaction.append(
        lambda.execution,
        new LambdaFunctionTimedOut(
            lambda.execution.nextEventId(),
            transaction.now(),
            lambda.scheduled.id(),
            lambda.startedEventId(),
            START_TO_CLOSE));
    transaction.scheduleDecision(lambda.execution);
  }

  private Ending call(OpenLambda lambda) {
    String name = lambda.scheduled.name();
    String input = lambda.scheduled.input();
    Optional<LambdaFunction> function = functions.find(name);
    if (function.isEmpty()) {
      return failed("ResourceNotFoundException", "Function not found: " + name);
    }
    try {
      String result = function.get().invoke(input == null ? "{}" : input);
      if (result != null && result.length() > RESULT) {
        return failed(
            "ResultTooLarge",
            "the result has %,d characters; the service takes at most %,d"
                .formatted(result.length(), RESULT));
      }
      return (id, now, scheduled, started) ->
          new LambdaFunctionCompleted(id, now, scheduled, started, result);
    } catch (Exception | Error e) {
      return failed(e.getClass().getName(), String.valueOf(e.getMessage()));
    }
  }

  private Ending failed(String type, String message) {
    String reason = type.substring(0, Math.min(type.length(), REASON));
    String details =
        json.toJson(
            Map.of(
                "errorMessage",
                message.substring(0, Math.min(message.length(), MESSAGE)),
                "errorType",
                reason));
    return (id, now, scheduled, started) ->
        new LambdaFunctionFailed(id, now, scheduled, started, reason, details);
  }

  private static Transaction end(Transaction transaction, OpenLambda lambda, Ending ending) {
    Execution execution = lambda.execution;
    if (execution.isOpen(lambda)) {
      lambda.call = null;
      transaction.append(
          execution,
          ending.event(
              execution.nextEventId(),
              transaction.now(),
              lambda.scheduled.id(),
              lambda.startedEventId()));
      transaction.scheduleDecision(execution);
    }
    return transaction;
  }

  /** What a call has come to. */
  @FunctionalInterface
  private interface Ending {
    LambdaEvent event(long id, Instant now, long scheduledEventId, long startedEventId);
  }

  /** Ends the call of a task that is over, and forgets its deadline. */
  void drop(OpenLambda lambda) {
    Deadline deadline = lambda.deadline;
    if (deadline != null) {
      domain.agenda().deadlines().cancel(deadline);
      lambda.deadline = null;
    }
    Future<?> call = lambda.call;
    if (call != null) {
      domain.afterwards(() -> call.cancel(true));
    }
  }
}
