package io.simpleflow.local.store;

import java.util.List;

/** Keeps domains, and what is in them. Thread-safe. */
public interface DomainStore extends AutoCloseable {
  /** Lists the registered domains, by name. */
  List<RegisteredDomain> domains();

  /** Registers a domain, or replaces what is kept of one; kept when this returns. */
  void write(RegisteredDomain domain);

  /**
   * What is kept in a registered domain. The keys of executions are unique over all domains.
   * Closing it does nothing.
   */
  HistoryStore domain(String name);

  /** Keeps what was handed over, then releases everything. */
  @Override
  void close();
}
