package io.simpleflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.GenericType;
import io.simpleflow.ServiceException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ActivityState;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.testkit.HistoryLaws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Kills one of a server, two deciders and three workers every second or so, while executions run.
 * The order is the same for the same {@code -Dchaos.seed}; {@code -Psoak} runs more of it.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs SIGKILL")
class ChaosTest {
  private static final int EXECUTIONS = Integer.getInteger("chaos.executions", 200);
  private static final Duration PAUSE_BETWEEN_KILLS = Duration.ofMillis(500);

  /** The exit code of who is told to stop, and does. */
  private static final int SIGTERM = 143;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = InTarget.class)
  private Path folder;

  /** Where a build keeps what it leaves. */
  static final class InTarget implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target").toAbsolutePath()), "chaos");
    }
  }

  @Test
  void bringsEveryExecutionToItsRightEndWhoeverIsKilled() throws Exception {
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    int port = freePort();
    try (Fleet fleet = new Fleet(folder, port, new Random(seed));
        Simpleflow simpleflow = connect(port)) {
      Thread starter = new Thread(() -> startAll(simpleflow), "starter");
      starter.setDaemon(true);
      starter.start();
      while (fleet.hasUnhurt() || starter.isAlive() || isOneOpen(simpleflow)) {
        fleet.killOne(PAUSE_BETWEEN_KILLS);
      }
      requireRightEnds(simpleflow);
      assertThat(fleet.stop()).as("exit codes").containsOnly(SIGTERM);
    } catch (Throwable failure) {
      throw new AssertionError(
          "with -Dchaos.seed=%d, and what everybody wrote in %s".formatted(seed, folder), failure);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Simpleflow connect(int port) {
    return Simpleflow.builder()
        .backend("swf")
        .settings(Map.of("endpoint", "http://127.0.0.1:" + port, "domain", Fleet.DOMAIN))
        .open();
  }

  private static void startAll(Simpleflow simpleflow) {
    for (int i = 0; i < EXECUTIONS; ) {
      try {
        simpleflow
            .executor()
            .start(
                StartRequest.of(
                    Integer.toString(i), new WorkflowType("chaos", "1"), "[" + i + "]"));
        i++;
      } catch (ExecutionAlreadyStartedException answerWasLost) {
        i++;
      } catch (ServiceException away) {
        // Killed just now.
      }
    }
  }

  private static boolean isOneOpen(Simpleflow simpleflow) {
    try {
      return !simpleflow
          .histories()
          .list(ExecutionFilter.all().withStatus(ExecutionStatus.OPEN).withLimit(1))
          .isEmpty();
    } catch (ServiceException away) {
      return true;
    }
  }

  private static void requireRightEnds(Simpleflow simpleflow) {
    List<ExecutionInfo> executions =
        simpleflow.histories().list(ExecutionFilter.all()).stream()
            .filter(execution -> !execution.execution().workflowId().equals(Fleet.TRAINING))
            .toList();
    assertThat(executions.stream().map(execution -> execution.execution().workflowId()))
        .hasSize(EXECUTIONS)
        .doesNotHaveDuplicates();
    for (ExecutionInfo execution : executions) {
      List<HistoryEvent> events = simpleflow.histories().events(execution.execution());
      HistoryLaws.check(events);
      History history = History.of(events);
      assertThat(history.execution().closeStatus()).isEqualTo(CloseStatus.COMPLETED);
      assertThat(history.activities())
          .hasSize(ChaosWorkflow.ACTIVITIES)
          .extracting(ActivityState::status)
          .containsOnly(ActivityState.Status.COMPLETED);
      WorkflowExecutionCompleted end =
          (WorkflowExecutionCompleted) history.event(history.lastEventId());
      int number = Integer.parseInt(execution.execution().workflowId());
      assertThat(
              simpleflow
                  .converter()
                  .fromJson(end.result(), new GenericType<List<Integer>>() {}.type()))
          .isEqualTo(ChaosWorkflow.expected(number));
    }
  }
}
