package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsCliTest {
  @TempDir private Path folder;

  private String aws(Wire wire, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("aws", "swf"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--output", "text"));
    return Program.run(
        folder,
        Map.of(
            "AWS_ENDPOINT_URL_SWF", wire.address().toString(),
            "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "any",
            "AWS_SECRET_ACCESS_KEY", "any",
            "AWS_CONFIG_FILE", folder.resolve("none").toString(),
            "AWS_PAGER", ""),
        command);
  }

  private String decide(Wire wire, String decisions) throws Exception {
    String token =
        aws(
            wire,
            "poll-for-decision-task",
            "--domain=d",
            "--task-list=name=decisions",
            "--no-paginate",
            "--query=taskToken");
    return aws(
        wire, "respond-decision-task-completed", "--task-token=" + token, "--decisions", decisions);
  }

  @Test
  void theCommandLineOfAwsDrivesAWholeWorkflow() throws Exception {
    Program.assumeRuns(folder, "the AWS command line", "aws", "--version");
    try (Wire wire = Wire.start().withTypes()) {
      String runId =
          aws(
              wire,
              "start-workflow-execution",
              "--domain=d",
              "--workflow-id=one",
              "--workflow-type=name=w,version=1",
              "--query=runId");
      decide(
          wire,
          "[{\"decisionType\":\"ScheduleActivityTask\",\"scheduleActivityTaskDecisionAttributes\":"
              + "{\"activityId\":\"1\",\"activityType\":{\"name\":\"a\",\"version\":\"1\"}}}]");
      String token =
          aws(
              wire,
              "poll-for-activity-task",
              "--domain=d",
              "--task-list=name=activities",
              "--query=taskToken");
      aws(wire, "respond-activity-task-completed", "--task-token=" + token, "--result=42");
      decide(wire, "[{\"decisionType\":\"CompleteWorkflowExecution\"}]");
      assertThat(
              aws(
                  wire,
                  "get-workflow-execution-history",
                  "--domain=d",
                  "--execution=workflowId=one,runId=" + runId,
                  "--query=events[].eventType"))
          .isEqualTo(
              String.join(
                  "\t",
                  "WorkflowExecutionStarted",
                  "DecisionTaskScheduled",
                  "DecisionTaskStarted",
                  "DecisionTaskCompleted",
                  "ActivityTaskScheduled",
                  "ActivityTaskStarted",
                  "ActivityTaskCompleted",
                  "DecisionTaskScheduled",
                  "DecisionTaskStarted",
                  "DecisionTaskCompleted",
                  "WorkflowExecutionCompleted"));
    }
  }
}
