package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityTask;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What SWF answers to PollForActivityTask, with its names. */
record PolledTask(
    @Nullable String taskToken,
    @Nullable ExecutionId workflowExecution,
    @Nullable String activityId,
    @Nullable ActivityType activityType,
    @Nullable Long startedEventId,
    @Nullable String input) {

  /**
   * Reads an answer.
   *
   * @param base64 JSON in Base64
   * @throws UsageException if it is not that, or holds no task
   */
  static ActivityTask decode(String base64) {
    Object read;
    try {
      String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      read = new JsonDataConverter().fromJson(json, PolledTask.class);
    } catch (IllegalArgumentException | SerializationException e) {
      throw new UsageException(
          "--poll-data must be what PollForActivityTask answered, as JSON, in Base64: this is not"
              + (e instanceof SerializationException ? " such JSON" : " Base64"),
          e);
    }
    if (!(read instanceof PolledTask task)
        || task.taskToken == null
        || task.workflowExecution == null
        || task.activityId == null
        || task.activityType == null) {
      throw new UsageException(
          "--poll-data holds no task: it needs taskToken, workflowExecution, activityId and"
              + " activityType");
    }
    return new ActivityTask(
        task.taskToken,
        task.workflowExecution,
        task.activityId,
        task.activityType,
        task.startedEventId == null ? 0 : task.startedEventId,
        task.input,
        null,
        null);
  }
}
