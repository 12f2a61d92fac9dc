package io.simpleflow.engine.worker;

import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import java.time.Duration;

/**
 * What deciders and workers work on.
 *
 * @param service where tasks come from
 * @param histories where whole histories are read
 * @param registry where types are made known
 * @param tasks the code
 * @param converter what reads and writes values
 * @param domain the domain's name
 * @param identity who polls, for the histories
 */
public record Work(
    TaskService service,
    HistorySource histories,
    TaskRegistry registry,
    TaskCatalog tasks,
    DataConverter converter,
    String domain,
    String identity) {

  /** SWF's long poll. */
  static final Duration POLL = Duration.ofSeconds(60);
}
