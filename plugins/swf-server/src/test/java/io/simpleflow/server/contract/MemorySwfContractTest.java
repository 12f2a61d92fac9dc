package io.simpleflow.server.contract;

import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.MemoryDomains;

/** The backend for SWF against the contract; the server keeps its histories in memory. */
class MemorySwfContractTest extends SwfContract {
  @Override
  DomainStore store() {
    return new MemoryDomains();
  }
}
