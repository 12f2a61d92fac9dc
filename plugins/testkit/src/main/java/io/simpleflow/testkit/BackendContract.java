package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every backend must do, as a suite of tests: whoever writes a backend extends this class and
 * says how to open it. A backend that cannot do everything names the cases that it leaves out, each
 * with its reason; they are reported as skipped, with it.
 *
 * <p>All cases share one environment, opened before the first and closed after the last; each
 * starts executions of its own. After the last, every history is held to the {@link HistoryLaws}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
  private @Nullable WorkflowEnvironment environment;

  /** For subclasses. */
  protected BackendContract() {}

  /** Opens the backend and runs deciders and workers on it. */
  protected abstract WorkflowEnvironment open();

  /** The cases that the backend does not support, by the names of their methods, with reasons. */
  protected Map<String, String> unsupported() {
    return Map.of();
  }

  /** Releases what {@link #open} made besides; called when the environment is closed. */
  protected void release() throws Exception {}

  final WorkflowEnvironment environment() {
    if (environment == null) {
      environment = open();
    }
    return environment;
  }

  /** In the end, no history is one that cannot be. */
  @AfterAll
  final void closeEnvironment() throws Exception {
    try (WorkflowEnvironment used = environment) {
      if (used != null) {
        checkHistories(used.histories());
      }
    } finally {
      release();
    }
  }

  private static void checkHistories(HistorySource histories) {
    for (ExecutionInfo execution : histories.list(ExecutionFilter.all())) {
      HistoryLaws.check(histories.events(execution.execution()));
    }
  }

  @Test
  final void leavesOutOnlyCasesThatExist() {
    assertThat(cases()).containsAll(unsupported().keySet());
  }

  private static Set<String> cases() {
    return Arrays.stream(BackendContract.class.getDeclaredClasses())
        .flatMap(suite -> Arrays.stream(suite.getSuperclass().getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  @Nested
  class Dataflow extends DataflowContract {
    Dataflow() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Canvases extends CanvasContract {
    Canvases() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Sagas extends SagaContract {
    Sagas() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Targets extends TargetsContract {
    Targets() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Values extends ValuesContract {
    Values() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Failures extends FailuresContract {
    Failures() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Retries extends RetriesContract {
    Retries() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Time extends TimeContract {
    Time() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Replay extends ReplayContract {
    Replay() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Executions extends ExecutionsContract {
    Executions() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Listings extends ListingsContract {
    Listings() {
      super(BackendContract.this);
    }
  }

  @Nested
  class LaterAnswers extends LaterAnswersContract {
    LaterAnswers() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Signals extends SignalsContract {
    Signals() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Markers extends MarkersContract {
    Markers() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Lambda extends LambdaContract {
    Lambda() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Scale extends ScaleContract {
    Scale() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Strands extends StrandsContract {
    Strands() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Cancellation extends CancellationContract {
    Cancellation() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Handlers extends HandlersContract {
    Handlers() {
      super(BackendContract.this);
    }
  }

  @Nested
  class ContinuingAsNew extends ContinueAsNewContract {
    ContinuingAsNew() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Children extends ChildrenContract {
    Children() {
      super(BackendContract.this);
    }
  }

  @Nested
  class Refusals extends RefusalsContract {
    Refusals() {
      super(BackendContract.this);
    }
  }

  @Nested
  class RefusedPlaces extends RefusedPlacesContract {
    RefusedPlaces() {
      super(BackendContract.this);
    }
  }

  @Nested
  class RefusedTasks extends RefusedTasksContract {
    RefusedTasks() {
      super(BackendContract.this);
    }
  }
}
