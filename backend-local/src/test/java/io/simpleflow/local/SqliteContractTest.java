package io.simpleflow.local;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.testkit.BackendContract;
import io.simpleflow.testkit.ManualTimekeeper;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The local backend against the contract, in a file. */
class SqliteContractTest extends BackendContract {
  @TempDir static Path folder;

  @Override
  protected WorkflowEnvironment open() {
    ManualTimekeeper time = new ManualTimekeeper();
    return WorkflowEnvironment.over(
        Simpleflow.builder()
            .backend("local")
            .settings(Map.of("store", folder.resolve("local.db").toString()))
            .timekeeper(time)
            .open(),
        RunOptions.standard(),
        time);
  }
}
