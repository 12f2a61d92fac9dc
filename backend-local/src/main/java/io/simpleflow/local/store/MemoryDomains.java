package io.simpleflow.local.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Domains that last as long as the process. Thread-safe. */
public final class MemoryDomains implements DomainStore {
  private final Map<String, RegisteredDomain> domains = new ConcurrentHashMap<>();
  private final Map<String, MemoryStore> stores = new ConcurrentHashMap<>();
  private final AtomicLong lastKey = new AtomicLong();

  /** Creates a store without domains. */
  public MemoryDomains() {}

  @Override
  public List<RegisteredDomain> domains() {
    return domains.values().stream().sorted(Comparator.comparing(RegisteredDomain::name)).toList();
  }

  @Override
  public void write(RegisteredDomain domain) {
    domains.put(domain.name(), domain);
  }

  @Override
  public HistoryStore domain(String name) {
    return stores.computeIfAbsent(name, unused -> new MemoryStore(lastKey));
  }

  @Override
  public void close() {}
}
