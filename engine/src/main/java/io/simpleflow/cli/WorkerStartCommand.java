package io.simpleflow.cli;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow worker start [OPTIONS]",
    description = {
      "Runs activities until it is told to stop: by Ctrl-C or SIGTERM, upon which those that run"
          + " are given time to finish. A second signal ends it at once."
    },
    footer = {
      "  simpleflow worker start --backend swf --domain Test",
      "  simpleflow worker start -d Test -t quickstart -t gpu -N 8 --heartbeat 30 --grace 600",
      "  simpleflow worker start -d Test -t quickstart --one-task"
    })
final class WorkerStartCommand implements Callable<Integer> {
  /** How long a worker for one task waits in one go; there is no limit to the whole. */
  private static final Duration TURN = Duration.ofHours(1);

  private final Session session;

  @Mixin private final PollingOptions polling = new PollingOptions();
  @Mixin private final HeartbeatOption heartbeat = new HeartbeatOption();
  @Mixin private final RetiredOptions retired = new RetiredOptions();
  @Mixin final DomainOption domain;

  @Option(names = "--one-task", description = "Wait for one task, run it, and end.")
  private boolean oneTask;

  @Option(
      names = "--poll-data",
      paramLabel = "BASE64",
      description = "Run this task and end: what PollForActivityTask answered, as JSON in Base64.")
  private @Nullable String pollData;

  WorkerStartCommand(Session session) {
    this.session = session;
    this.domain = new DomainOption(session);
  }

  @Override
  public Integer call() {
    retired.check();
    session.requireShared("'worker start'");
    RunOptions standard = polling.standard();
    RunOptions options =
        heartbeat.in(
            standard.withConcurrency(
                0, polling.concurrency(standard.workers(), RunSettings.MOST_WORKERS)));
    ActivityTask given = pollData == null ? null : PolledTask.decode(pollData);
    return Interruption.guard(session, ExecutionRun.patience(options), () -> work(options, given));
  }

  private int work(RunOptions options, @Nullable ActivityTask given) {
    TaskCatalog tasks = session.tasks();
    if (tasks.activities().isEmpty()) {
      throw new UsageException("no activity was found in " + session.placesOfCode());
    }
    Set<String> taskLists = polling.taskListsOr(ChosenTasks.activityTaskLists(tasks));
    RunOptions here = options.withTaskLists(taskLists);
    try (Simpleflow simpleflow = session.open(Access.WRITE, tasks)) {
      if (given != null) {
        simpleflow.executor().runActivity(given, here);
        return 0;
      }
      return oneTask ? workOnce(simpleflow, here) : workOn(simpleflow, here);
    } catch (InterruptedException stopped) {
      session.note("worker stopped");
      return Failures.FAILED;
    }
  }

  private int workOnce(Simpleflow simpleflow, RunOptions options) throws InterruptedException {
    if (options.taskLists().size() != 1) {
      throw new UsageException(
          "--one-task takes it from one task list: name one of %s with --task-list"
              .formatted(PollingOptions.text(options.taskLists())));
    }
    boolean done = false;
    while (!done) {
      done = simpleflow.executor().runOneActivity(options, TURN);
    }
    return 0;
  }

  private int workOn(Simpleflow simpleflow, RunOptions options) {
    return Polling.untilStopped(
        session,
        simpleflow,
        options,
        "worker",
        "%s of domain %s"
            .formatted(
                PollingOptions.text(options.workers(), options.taskLists()),
                simpleflow.backend().domain()));
  }
}
