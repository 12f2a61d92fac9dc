package io.simpleflow.inline;

import io.simpleflow.spi.Backend;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.Timekeeper;

/** Opens the inline backend. */
public final class InlineBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return "inline";
  }

  @Override
  public String description() {
    return "runs every task at once in the calling thread, for debugging; keeps nothing";
  }

  @Override
  public Backend open(Settings settings, Access access, Timekeeper timekeeper) {
    return new InlineBackend(timekeeper);
  }
}
