package io.simpleflow.local.store;

import static io.simpleflow.local.store.Samples.START;
import static io.simpleflow.local.store.Samples.open;
import static io.simpleflow.local.store.Samples.put;
import static io.simpleflow.local.store.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were written before there were domains. */
class OlderVersionTest {
  private static final List<String> VERSION_1 =
      List.of(
          """
          CREATE TABLE execution (key INTEGER PRIMARY KEY, workflow_id TEXT NOT NULL,
            run_id TEXT NOT NULL UNIQUE, type_name TEXT NOT NULL, type_version TEXT NOT NULL,
            started INTEGER NOT NULL, closed INTEGER, close_status TEXT, parent_workflow_id TEXT,
            parent_run_id TEXT, cancel_requested INTEGER NOT NULL) STRICT
          """,
          "CREATE INDEX execution_by_start ON execution (started)",
          "CREATE INDEX execution_by_workflow_id ON execution (workflow_id, started)",
          "CREATE INDEX execution_by_type ON execution (type_name, started)",
          "CREATE INDEX execution_open ON execution (started) WHERE closed IS NULL",
          """
          CREATE TABLE execution_tag (execution INTEGER NOT NULL, position INTEGER NOT NULL,
            tag TEXT NOT NULL, PRIMARY KEY (execution, position)) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX execution_by_tag ON execution_tag (tag)",
          """
          CREATE TABLE event (execution INTEGER NOT NULL, id INTEGER NOT NULL, json TEXT NOT NULL,
            PRIMARY KEY (execution, id)) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE workflow_type (name TEXT NOT NULL, version TEXT NOT NULL,
            created INTEGER NOT NULL, deprecated INTEGER, task_list TEXT,
            execution_start_to_close_timeout TEXT, task_start_to_close_timeout TEXT,
            child_policy TEXT, PRIMARY KEY (name, version)) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE activity_type (name TEXT NOT NULL, version TEXT NOT NULL,
            created INTEGER NOT NULL, deprecated INTEGER, task_list TEXT, task_priority TEXT,
            start_to_close_timeout TEXT, schedule_to_start_timeout TEXT,
            schedule_to_close_timeout TEXT, heartbeat_timeout TEXT, PRIMARY KEY (name, version))
            STRICT, WITHOUT ROWID
          """,
          "PRAGMA application_id = " + 0x53464c57,
          "PRAGMA user_version = 1");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeOldFile() throws Exception {
    file = folder.resolve("local.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : VERSION_1) {
        statement.execute(sql);
      }
      statement.execute(
          "INSERT INTO execution VALUES (7, 'a', 'run of a', 'sample', '1', %d, NULL, NULL, NULL,"
                  .formatted(START.toEpochMilli())
              + " NULL, 0)");
      statement.execute("INSERT INTO execution_tag VALUES (7, 1, 'red')");
      statement.execute(
          "INSERT INTO event VALUES (7, 1, '%s')"
              .formatted(HistoryJson.encodeEvent(started()).replace("'", "''")));
      statement.execute(
          "INSERT INTO workflow_type VALUES ('sample', '1', %d, NULL, 'list', '60', 'NONE',"
                  .formatted(START.toEpochMilli())
              + " 'ABANDON')");
      statement.execute(
          "INSERT INTO activity_type VALUES ('act', '1', %d, NULL, NULL, '3', '1', '2', '3', '4')"
              .formatted(START.toEpochMilli()));
    }
  }

  private static void assertHasWhatWasThere(HistoryReader reader) {
    assertThat(reader.open()).containsExactly(new StoredExecution(7, open("a", START, "red")));
    assertThat(reader.list(ExecutionFilter.all().withWorkflowId("a"))).hasSize(1);
    assertThat(reader.events(7, 0, 10)).containsExactly(started());
    assertThat(reader.ending(7)).isEmpty();
    assertThat(reader.workflowTypes())
        .containsExactly(
            new RegisteredType<>(
                new WorkflowTypeDefaults(
                    new WorkflowType("sample", "1"),
                    Optional.of("list"),
                    Optional.of("60"),
                    Optional.of("NONE"),
                    Optional.of(ChildPolicy.ABANDON),
                    Optional.empty(),
                    Optional.empty()),
                Optional.empty(),
                START,
                Optional.empty()));
    assertThat(reader.activityTypes())
        .extracting(type -> type.defaults().type())
        .containsExactly(new ActivityType("act", "1"));
  }

  @Test
  void areReadAsTheyAre() throws Exception {
    byte[] before = Files.readAllBytes(file);
    try (HistoryReader reader = SqliteStore.openForReading(file)) {
      assertHasWhatWasThere(reader);
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void ofTheSecondVersionAreReadAsTheyAre() throws Exception {
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      assertHasWhatWasThere(store);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE ending");
      statement.execute("DROP TABLE heartbeat");
      statement.execute("PRAGMA user_version = 2");
    }
    try (HistoryReader reader = SqliteStore.openForReading(file)) {
      assertHasWhatWasThere(reader);
    }
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      assertHasWhatWasThere(store);
      assertThat(store.heartbeat(7, 1)).isEmpty();
    }
  }

  @Test
  void becomeTheDomainOfTheLocalBackend() {
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      assertHasWhatWasThere(store);
      assertThat(put(store, open("b", START.plusSeconds(1)))).isEqualTo(8);
    }
    try (DomainStore domains = SqliteStore.openDomains(file, Synchronous.NORMAL)) {
      assertThat(domains.domains()).containsExactly(RegisteredDomain.local(START));
      assertThat(domains.domain("local").list(ExecutionFilter.all())).hasSize(2);
      assertThat(domains.domain("other").list(ExecutionFilter.all())).isEmpty();
    }
    try (HistoryReader reader = SqliteStore.openForReading(file)) {
      assertThat(reader.list(ExecutionFilter.all())).hasSize(2);
    }
  }
}
