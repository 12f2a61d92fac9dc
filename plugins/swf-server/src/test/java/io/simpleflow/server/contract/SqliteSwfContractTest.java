package io.simpleflow.server.contract;

import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The backend for SWF against the contract; the server keeps its histories in a file. */
class SqliteSwfContractTest extends SwfContract {
  @TempDir static Path folder;

  @Override
  DomainStore store() {
    return SqliteStore.openDomains(folder.resolve("server.db"), Synchronous.NORMAL);
  }
}
