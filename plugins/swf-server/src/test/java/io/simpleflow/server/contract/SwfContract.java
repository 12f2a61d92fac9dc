package io.simpleflow.server.contract;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.testkit.BackendContract;
import io.simpleflow.testkit.ManualTimekeeper;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The backend for SWF against the contract, over HTTP, with a server whose time jumps. */
abstract class SwfContract extends BackendContract {
  private @Nullable Served served;

  /** What the server keeps its histories in; closed with it. */
  abstract DomainStore store();

  @Override
  protected WorkflowEnvironment open() {
    ManualTimekeeper time = new ManualTimekeeper();
    served = Served.over(store(), time);
    TaskCatalog tasks = Simpleflow.builder().findTasks();
    return WorkflowEnvironment.over(
        served.client("contract", tasks),
        RunOptions.standard().withTaskLists(taskLists(tasks)),
        time);
  }

  @Override
  protected Map<String, String> unsupported() {
    return Map.of(
        "failsAChildOfATypeThatNobodyKnows", "a decider elsewhere may know it: the child waits");
  }

  /** SWF's polls name their list: those of the tasks, and the one that a case chooses. */
  private static Set<String> taskLists(TaskCatalog tasks) {
    Set<String> lists = new HashSet<>(Set.of("contract-special"));
    tasks.workflows().forEach(task -> task.defaults().taskList().ifPresent(lists::add));
    tasks.activities().forEach(task -> task.options().taskList().ifPresent(lists::add));
    return lists;
  }

  @Override
  protected void release() {
    if (served != null) {
      served.close();
    }
  }
}
