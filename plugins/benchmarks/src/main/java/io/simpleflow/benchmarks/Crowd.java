package io.simpleflow.benchmarks;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** {@code simpleflow server} with 10,000 executions open and 1,000 long polls waiting. */
final class Crowd implements Measurement {
  private static final int EXECUTIONS = 10_000;
  private static final int POLLS = 1_000;
  private static final int STARTED_AT_ONCE = 50;
  private static final Duration SETTLING = Duration.ofSeconds(3);
  private static final Duration WATCHED = Duration.ofSeconds(10);

  private static final String TYPE =
      """
      {"domain": "%s", "name": "Open", "version": "1",
       "defaultTaskList": {"name": "nobody"}, "defaultChildPolicy": "TERMINATE",
       "defaultExecutionStartToCloseTimeout": "86400", "defaultTaskStartToCloseTimeout": "60"}
      """
          .formatted(ServerProcess.DOMAIN);
  private static final String START =
      """
      {"domain": "%s", "workflowId": "open-%d", "workflowType": {"name": "Open", "version": "1"}}
      """;
  private static final String POLL =
      """
      {"domain": "%s", "taskList": {"name": "idle"}}
      """
          .formatted(ServerProcess.DOMAIN);

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    try (Folder folder = Folder.create();
        ServerProcess server =
            ServerProcess.start(folder.path(), folder.path().resolve("server.db").toString())) {
      server.ask("RegisterWorkflowType", TYPE);
      startAll(server, scale.of(EXECUTIONS, 100));
      List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
      for (int i = 0; i < scale.of(POLLS, 10); i++) {
        polls.add(server.call("PollForActivityTask", POLL));
      }
      Thread.sleep(SETTLING.toMillis());
      Duration before = server.processorTime();
      Thread.sleep(WATCHED.toMillis());
      Duration computed = server.processorTime().minus(before);
      long waiting = polls.stream().filter(poll -> !poll.isDone()).count();
      if (waiting != polls.size()) {
        throw new IllegalStateException(
            "only %d of %d polls still wait".formatted(waiting, polls.size()));
      }
      out.accept(
          Figure.of("crowd.cpu", "% of a core", 100.0 * computed.toNanos() / WATCHED.toNanos()));
      out.accept(Figure.of("crowd.resident", "MB", server.residentMegabytes()));
      out.accept(Figure.of("crowd.heap", "MB", server.liveMegabytes()));
    }
  }

  private static void startAll(ServerProcess server, int executions) {
    List<CompletableFuture<HttpResponse<String>>> started = new ArrayList<>();
    for (int i = 0; i < executions; i++) {
      started.add(server.call("StartWorkflowExecution", START.formatted(ServerProcess.DOMAIN, i)));
      if (started.size() == STARTED_AT_ONCE || i == executions - 1) {
        if (!started.stream().allMatch(answer -> answer.join().statusCode() == 200)) {
          throw new IllegalStateException("an execution could not be started");
        }
        started.clear();
      }
    }
  }
}
