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
  private static final String NORMAL = "NORMAL";
  private static final String FULL = "FULL";
  private static final int SEQUENCE = 2_000;
  private static final int AT_ONCE = 1_000;
  private static final int REPEATED = 4;
  private static final int MANY_AT_ONCE = 100_000;
  private static final int COMMITS = 4_000;
  private static final int BATCHED_ROWS = 100_000;
  private static final int ROWS_PER_COMMIT = 100;

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    try (Folder folder = Folder.create();
        RawSqlite normalRaw = new RawSqlite(folder.path().resolve("raw-normal.db"), NORMAL);
        LocalRunner normal = LocalRunner.inFile(folder.path().resolve("normal.db"), NORMAL);
        RawSqlite fullRaw = new RawSqlite(folder.path().resolve("raw-full.db"), FULL);
        LocalRunner full = LocalRunner.inFile(folder.path().resolve("full.db"), FULL)) {
      Alternation alternation = new Alternation();
      add(alternation, prefix(NORMAL), normalRaw, normal, scale);
      add(alternation, prefix(FULL), fullRaw, full, scale);
      alternation.measure(scale, out);
    }
    for (String synchronous : List.of(NORMAL, FULL)) {
      try (Folder folder = Folder.create()) {
        measureMany(prefix(synchronous), folder.path(), synchronous, scale, out);
      }
    }
  }

  private static String prefix(String synchronous) {
    return "sqlite." + synchronous.toLowerCase(Locale.ROOT);
  }

  private static void add(
      Alternation alternation, String prefix, RawSqlite raw, LocalRunner runner, Scale scale) {
    int commits = scale.fixed(COMMITS, 100);
    int rows = scale.fixed(BATCHED_ROWS, 100);
    int sequence = scale.fixed(SEQUENCE, 10);
    int atOnce = scale.fixed(AT_ONCE, 10);
    alternation
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
        .addRatio(prefix + ".parallel.behind", prefix + ".raw.batched", prefix + ".parallel");
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
        .measure(0, synchronous.equals(FULL) ? 1 : 2, out); // They take long.
  }
}
