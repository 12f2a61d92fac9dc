package io.simpleflow.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * How many activities per second the local backend runs with its store in a SQLite file, beside
 * what SQLite itself can commit.
 */
final class SqliteActivities implements Measurement {
  private static final String ROWS = "rows/s";
  private static final int SEQUENCE = 2_000;
  private static final int AT_ONCE = 1_000;
  private static final int REPEATED = 4;
  private static final int MANY_AT_ONCE = 100_000;
  private static final int COMMITS = 4_000;
  private static final int BATCHED_ROWS = 100_000;
  private static final int ROWS_PER_COMMIT = 100;

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    for (String synchronous : List.of("NORMAL", "FULL")) {
      String prefix = "sqlite." + synchronous.toLowerCase(Locale.ROOT);
      try (Folder folder = Folder.create();
          RawSqlite raw = new RawSqlite(folder.path().resolve("raw.db"), synchronous);
          LocalRunner runner = LocalRunner.inFile(folder.path().resolve("local.db"), synchronous)) {
        measure(prefix, raw, runner, scale, out);
      }
      try (Folder folder = Folder.create()) {
        measureMany(prefix, folder.path(), synchronous, scale, out);
      }
    }
  }

  private static void measure(
      String prefix, RawSqlite raw, LocalRunner runner, Scale scale, Consumer<Figure> out)
      throws Exception {
    int commits = scale.of(COMMITS, 100);
    int rows = scale.of(BATCHED_ROWS, 100);
    int sequence = scale.of(SEQUENCE, 10);
    int atOnce = scale.fixed(AT_ONCE, 10);
    new Alternation()
        .addRate(prefix + ".raw", ROWS, commits, () -> raw.insert(commits, 1))
        .addRate(
            prefix + ".sequential",
            Activities.UNIT,
            sequence,
            () -> runner.complete(sequence, false))
        .addRate(prefix + ".raw.batched", ROWS, rows, () -> raw.insert(rows, ROWS_PER_COMMIT))
        .addRate(
            prefix + ".parallel",
            Activities.UNIT,
            REPEATED * atOnce,
            () -> {
              for (int i = 0; i < REPEATED; i++) {
                runner.complete(atOnce, true);
              }
            })
        .addRatio(prefix + ".sequential.behind", prefix + ".raw", prefix + ".sequential")
        .addRatio(prefix + ".parallel.behind", prefix + ".raw.batched", prefix + ".parallel")
        .measure(scale, out);
  }

  private static void measureMany(
      String prefix, Path folder, String synchronous, Scale scale, Consumer<Figure> out)
      throws Exception {
    int atOnce = scale.fixed(AT_ONCE, 10);
    int many = scale.of(MANY_AT_ONCE, 10 * atOnce);
    AtomicInteger files = new AtomicInteger();
    new Alternation()
        .add(
            prefix + ".parallel.many",
            Activities.UNIT,
            () -> {
              Path file = folder.resolve(files.incrementAndGet() + ".db");
              try (LocalRunner runner = LocalRunner.inFile(file, synchronous)) {
                return Alternation.rate(many, () -> runner.completeAtOnce(many, atOnce));
              }
            })
        .measure(0, Math.min(2, scale.rounds()), out);
  }
}
