package io.simpleflow.cli;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.ActivityAnswers;
import io.simpleflow.spi.BackendProvider.Access;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that answers for an activity which ends later, by its task token. */
abstract class AnswerCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 40;

  final Session session;

  @Mixin final DomainOption domain;

  @Parameters(paramLabel = "TOKEN", description = "The task token, which the activity has told.")
  private String token = "";

  AnswerCommand(Session session) {
    this.session = session;
    this.domain = new DomainOption(session);
  }

  /**
   * Gives the answer.
   *
   * @throws io.simpleflow.StaleTaskException if the task is not open any more
   */
  abstract void answer(ActivityAnswers answers, String taskToken) throws IOException;

  @Override
  public final Integer call() throws IOException {
    try (Simpleflow simpleflow = session.open(Access.WRITE)) {
      answer(simpleflow.executor().answers(), token);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new UsageException(refusal(String.valueOf(e.getMessage())), e);
    }
  }

  /** A service may say no more than "Invalid token". */
  private String refusal(String said) {
    return said.toLowerCase(Locale.ROOT).contains("token")
        ? "'%s' is no task token, which ActivityContext.taskToken() tells (%s)"
            .formatted(token.substring(0, Math.min(token.length(), MOST_SHOWN)), said)
        : said;
  }
}
