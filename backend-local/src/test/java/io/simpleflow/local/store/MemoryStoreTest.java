package io.simpleflow.local.store;

class MemoryStoreTest extends HistoryStoreContract {
  @Override
  HistoryStore create() {
    return new MemoryStore();
  }
}
