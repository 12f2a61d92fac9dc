package io.simpleflow.testkit;

import io.simpleflow.ExecutionId;
import io.simpleflow.Workflow;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.replay.CoroutineThreads;
import io.simpleflow.engine.replay.ReplaySettings;
import io.simpleflow.engine.replay.ReplayedExecution;
import io.simpleflow.engine.tasks.ClassPathTasks;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.TaskCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs today's code of a workflow against the history of an execution from the past, and tells the
 * first thing in which they differ. Save histories of real executions, by {@code simpleflow history
 * --format prettyjson} or {@code aws swf get-workflow-execution-history}, and replay them in a
 * test: it fails when a change of the code would stop executions that are under way.
 *
 * <pre>{@code
 * new WorkflowReplayer().replay(OrderWorkflow.class, Path.of("src/test/histories/order-17.json"));
 * }</pre>
 *
 * <p>No activity runs: their results are in the history. Thread-safe.
 */
public final class WorkflowReplayer {
  /** What a saved history does not tell. */
  private static final ExecutionId UNKNOWN = new ExecutionId("replayed", "replayed");

  private static final Duration BLOCKED_AFTER = Duration.ofSeconds(10);

  private final DataConverter converter;
  private final TaskCatalog tasks;

  /** A replayer for the workflows and activities on the class path. */
  public WorkflowReplayer() {
    this(new JsonDataConverter());
  }

  private WorkflowReplayer(DataConverter converter) {
    this(
        converter,
        ClassPathTasks.scan(
            WorkflowReplayer.class.getClassLoader(),
            converter,
            Optional.empty(),
            List.of(),
            Map.of()));
  }

  /** A replayer for the workflows and activities of a catalog, with the converter they need. */
  public WorkflowReplayer(DataConverter converter, TaskCatalog tasks) {
    this.converter = converter;
    this.tasks = tasks;
  }

  /**
   * Replays a history in a JSON file, in the form of the AWS command line.
   *
   * @throws io.simpleflow.NonDeterminismException if the code does not fit it, naming the event,
   *     what it records and what the code asks for
   * @throws io.simpleflow.SerializationException if the file is not a history
   */
  public void replay(Class<? extends Workflow> workflow, Path history) throws IOException {
    try (BufferedReader json = Files.newBufferedReader(history)) {
      replay(workflow, UNKNOWN, HistoryJson.readHistory(json));
    }
  }

  /** As {@link #replay(Class, Path)}, from a stream, such as a resource's, which it closes. */
  public void replay(Class<? extends Workflow> workflow, InputStream history) throws IOException {
    try (history) {
      replay(workflow, UNKNOWN, HistoryJson.readHistory(history));
    }
  }

  /** As {@link #replay(Class, Path)}, from events. */
  public void replay(Class<? extends Workflow> workflow, List<HistoryEvent> history) {
    replay(workflow, UNKNOWN, history);
  }

  /**
   * As {@link #replay(Class, Path)}, for code that depends on its own ids, by its run context or by
   * random numbers.
   */
  public void replay(
      Class<? extends Workflow> workflow, ExecutionId execution, List<HistoryEvent> history) {
    try (CoroutineThreads threads = new CoroutineThreads();
        ReplayedExecution replayed =
            new ReplayedExecution(
                new ReplaySettings(
                    tasks,
                    converter,
                    ServiceLimits.swf(),
                    "replay",
                    threads,
                    BLOCKED_AFTER,
                    System::nanoTime),
                tasks.workflow(workflow.getName()),
                execution)) {
      replayed.replay(history);
    }
  }
}
