package io.simpleflow.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes at random moments and goes on in new ones. The moments are the same for the same
 * {@code -Dcrash.seed}, as far as two runs of a process are ever the same; {@code -Psoak} kills
 * more.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs SIGKILL")
class KilledProcessTest {
  private static final int FILES = 2;
  private static final int KILLS_PER_FILE = Integer.getInteger("crash.kills", 26);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void losesNothingAndRepeatsNothingHoweverOftenItIsKilled() throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    ExecutorService threads = Executors.newFixedThreadPool(FILES);
    try {
      List<Future<?>> files = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        Lives lives = lives(i, new Random(seed + i));
        files.add(
            threads.submit(
                () -> {
                  lives.untilKilled(KILLS_PER_FILE);
                  return lives;
                }));
      }
      for (Future<?> each : files) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(
          "with -Dcrash.seed=%d, and files left in %s".formatted(seed, folder), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Lives lives(int number, Random random) throws IOException {
    return new Lives(Files.createDirectory(folder.resolve("file" + number)), random);
  }
}
