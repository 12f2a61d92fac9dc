package io.simpleflow.server;

import io.simpleflow.StoreException;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told of failures that are not their own. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  /** The failure itself if it is a fault; otherwise it is the server's, and logged. */
  static Fault of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Fault fault) {
      return fault;
    }
    if (cause instanceof StoreException) {
      LOG.error("the store failed: {}", cause.getMessage());
      return new Fault(
          FaultType.SERVICE_UNAVAILABLE, "The store failed: " + cause.getMessage(), cause);
    }
    LOG.error("a request could not be answered", cause);
    return new Fault(FaultType.INTERNAL_FAILURE, "The request could not be answered", cause);
  }
}
