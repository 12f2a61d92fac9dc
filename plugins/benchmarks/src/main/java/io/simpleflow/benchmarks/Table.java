package io.simpleflow.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was measured beside what should be, as Markdown. Not thread-safe. */
final class Table {
  /** What is allocated is to be half of what it was at first. */
  private static final List<Row> ROWS =
      List.of(
          Row.of("Temporal's test server, in sequence, activities/s", "temporal.sequential"),
          Row.of("Temporal's test server, 1,000 at once, activities/s", "temporal.parallel"),
          Row.of("in memory: in sequence, activities/s", "memory.sequential"),
          Row.of("… against Temporal, times", "memory.sequential.ratio").atLeast(20, 50),
          Row.of("in memory: 1,000 at once, activities/s", "memory.parallel"),
          Row.of("… against Temporal, times", "memory.parallel.ratio").atLeast(60, 80),
          Row.of("in memory: 100,000 at once, activities/s", "memory.parallel.many"),
          Row.of("… against Temporal's 1,000, times", "memory.parallel.many.ratio").atLeast(60, 80),
          Row.of("SQLite's own commits, `NORMAL`, rows/s", "sqlite.normal.raw"),
          Row.of("SQLite's own, 100 rows a commit, `NORMAL`, rows/s", "sqlite.normal.raw.batched"),
          Row.of("in a file, `NORMAL`: in sequence, activities/s", "sqlite.normal.sequential")
              .atLeast(6_000)
              .orAtMost("sqlite.normal.sequential.behind", 2.5),
          Row.of("… SQLite's commits to our activities", "sqlite.normal.sequential.behind"),
          Row.of("in a file, `NORMAL`: 1,000 at once, activities/s", "sqlite.normal.parallel")
              .atLeast(30_000)
              .orAtMost("sqlite.normal.parallel.behind", 2.5),
          Row.of("… SQLite's rows to our activities", "sqlite.normal.parallel.behind"),
          Row.of(
                  "in a file, `NORMAL`: 100,000 at once, activities/s",
                  "sqlite.normal.parallel.many")
              .atLeast(30_000),
          Row.of("SQLite's own commits, `FULL`, rows/s", "sqlite.full.raw"),
          Row.of("in a file, `FULL`: in sequence, activities/s", "sqlite.full.sequential")
              .atLeast(1_500)
              .orAtMost("sqlite.full.sequential.behind", 3),
          Row.of("… SQLite's commits to our activities", "sqlite.full.sequential.behind"),
          Row.of("in a file, `FULL`: 1,000 at once, activities/s", "sqlite.full.parallel"),
          Row.of("in a file, `FULL`: 100,000 at once, activities/s", "sqlite.full.parallel.many"),
          Row.of("Temporal's replay in memory, events/s", "temporal.replay.memory"),
          Row.of("Temporal's replay from JSON, events/s", "temporal.replay.json"),
          Row.of("replay in memory, events/s", "replay.memory").atLeast(1_000_000),
          Row.of("replay from JSON, events/s", "replay.json").atLeast(300_000),
          Row.of("step at 100 events, µs", "sticky.early"),
          Row.of("step at 24,000 events, µs", "sticky.late"),
          Row.of("… against the one at 100, times", "sticky.ratio").atMost(1.2),
          Row.of("bytes allocated per replayed event (at first 1,025)", "micro.replay.memory.bytes")
              .atMost(512),
          Row.of(
                  "bytes allocated per event replayed from JSON (at first 1,619)",
                  "micro.replay.json.bytes")
              .atMost(810),
          Row.of(
                  "bytes allocated per local activity (at first 25,547)",
                  "micro.activity.sequential.bytes")
              .atMost(12_774),
          Row.of("through the server: in parallel, activities/s", "server.parallel").atLeast(1_000),
          Row.of("through the server: in sequence, ms per activity", "server.step").atMost(5),
          Row.of("`./simpleflow start --local basic`, s", "launch.start").atMost(0.42),
          Row.of("1,000,000 activities by continue-as-new, activities/s", "relay"),
          Row.of("… the last tenth's time to the second's", "relay.slower").atMost(1.2),
          Row.of("… live heap after each tenth, MB", "relay.heap").atMost(512),
          Row.of("100,000 executions sleeping, started per s", "sleepers"),
          Row.of("… the last tenth's time to the second's", "sleepers.slower").atMost(1.2),
          Row.of("… live heap after each tenth, MB", "sleepers.heap").atMost(512),
          Row.of("server with 10,000 executions, 1,000 polls: live heap, MB", "crowd.heap"),
          Row.of("… resident, MB", "crowd.resident").atMost(512),
          Row.of("… idle, % of a core", "crowd.cpu").atMost(2),
          Row.of("JMH: replay in memory, events/s", "micro.replay.memory"),
          Row.of("JMH: replay from JSON, events/s", "micro.replay.json"),
          Row.of("JMH: events read from JSON/s", "micro.json.readevents"),
          Row.of("JMH: events written to JSON/s", "micro.json.writeevents"),
          Row.of("JMH: values read from JSON/s", "micro.json.readvalue"),
          Row.of("JMH: values written to JSON/s", "micro.json.writevalue"),
          Row.of("JMH: events folded/s", "micro.fold.states"),
          Row.of("JMH: events folded into a status/s", "micro.fold.status"),
          Row.of("JMH: strands begun and waited for/s", "micro.handover.strand"),
          Row.of("JMH: hand-overs of platform threads and back/s", "micro.handover.machine"),
          Row.of("JMH: futures of 1,000 submitted into one/s", "micro.join.thousand"),
          Row.of("JMH: futures of 100,000 submitted into one/s", "micro.join.hundredthousand"),
          Row.of("JMH: items of a group of 100,000/s", "micro.join.groupofhundredthousand"),
          Row.of("JMH: events appended and waited for, `NORMAL`/s", "micro.store.append.normal"),
          Row.of("JMH: the same, SQLite's own/s", "micro.store.raw.normal"),
          Row.of("JMH: events appended by 100, `NORMAL`/s", "micro.store.appendmany.normal"),
          Row.of("JMH: the same, SQLite's own/s", "micro.store.rawmany.normal"),
          Row.of("JMH: events appended and waited for, `FULL`/s", "micro.store.append.full"),
          Row.of("JMH: the same, SQLite's own/s", "micro.store.raw.full"),
          Row.of("JMH: events appended by 100, `FULL`/s", "micro.store.appendmany.full"),
          Row.of("JMH: the same, SQLite's own/s", "micro.store.rawmany.full"));

  private final List<Jdk> jdks;
  private final Map<Jdk, Map<String, Figure>> measured = new HashMap<>();

  Table(List<Jdk> jdks) {
    this.jdks = List.copyOf(jdks);
  }

  /** Takes a figure in. */
  void add(Jdk jdk, Figure figure) {
    measured.computeIfAbsent(jdk, unused -> new HashMap<>()).put(figure.name(), figure);
  }

  private Optional<Figure> figure(Jdk jdk, String name) {
    return Optional.ofNullable(measured.getOrDefault(jdk, Map.of()).get(name));
  }

  /** The lines of which there is a figure. */
  String toMarkdown() {
    List<String> lines = new ArrayList<>();
    lines.add(line("what", each(Jdk::title), "goal", each(jdk -> "met?")));
    lines.add("|---|" + "---:|".repeat(jdks.size()) + "---|" + "---|".repeat(jdks.size()));
    for (Row row : ROWS) {
      if (jdks.stream().anyMatch(jdk -> figure(jdk, row.figure()).isPresent())) {
        lines.add(
            line(
                row.label(),
                each(jdk -> figure(jdk, row.figure()).map(Figure::text).orElse("")),
                row.goals().stream()
                    .map(goal -> text(row, goal))
                    .collect(Collectors.joining(" or ")),
                each(jdk -> met(row, jdk))));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String text(Row row, Goal goal) {
    return goal.figure().equals(row.figure()) ? goal.text() : "ratio " + goal.text();
  }

  private String met(Row row, Jdk jdk) {
    if (row.goals().isEmpty() || figure(jdk, row.figure()).isEmpty()) {
      return "";
    }
    boolean met =
        row.goals().stream()
            .anyMatch(
                goal ->
                    figure(jdk, goal.figure()).filter(found -> goal.metBy(found, jdk)).isPresent());
    return met ? "yes" : "**no**";
  }

  private List<String> each(Function<Jdk, String> cell) {
    return jdks.stream().map(cell).toList();
  }

  private static String line(String label, List<String> figures, String goal, List<String> met) {
    List<String> cells = new ArrayList<>(List.of(label));
    cells.addAll(figures);
    cells.add(goal);
    cells.addAll(met);
    return "| " + String.join(" | ", cells) + " |";
  }
}
