package io.simpleflow.distribution;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Returns what somebody answers whose question is the task token in a file. */
@WorkflowType(name = "later", version = "test")
public class LaterWorkflow extends Workflow {
  /** Leaves the question. */
  @Activity(taskList = "later")
  public static String ask(String file) throws IOException {
    ActivityContext context = ActivityContext.current();
    Path unfinished = Files.writeString(Path.of(file + ".new"), context.taskToken());
    Files.move(unfinished, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
    context.completeLater();
    return "not yet";
  }

  /** Runs it. */
  public String run(String file) {
    return submit(LaterWorkflow::ask, file).result();
  }
}
