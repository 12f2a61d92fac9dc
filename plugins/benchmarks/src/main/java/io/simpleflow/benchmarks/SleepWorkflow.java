package io.simpleflow.benchmarks;

import io.simpleflow.Workflow;
import java.time.Duration;

/** Is open for long and does nothing. */
public class SleepWorkflow extends Workflow {
  /** Sleeps. */
  public void run(int seconds) {
    sleep(Duration.ofSeconds(seconds));
  }
}
