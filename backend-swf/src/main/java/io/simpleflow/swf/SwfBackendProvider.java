package io.simpleflow.swf;

import io.simpleflow.spi.Backend;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.Setting;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.Timekeeper;
import java.util.List;

/**
 * Provides the backend {@code swf}: Amazon SWF, or a server that speaks its protocol. Its settings
 * are those of {@link #settings()}; what they leave open is taken from where every AWS tool takes
 * it. Opening calls nobody. Thread-safe.
 */
public final class SwfBackendProvider implements BackendProvider {
  /** Creates the provider. */
  public SwfBackendProvider() {}

  @Override
  public String name() {
    return "swf";
  }

  @Override
  public String description() {
    return "runs workflows on Amazon SWF or a compatible server, on any number of machines";
  }

  @Override
  public List<Setting> settings() {
    return SwfLocation.SETTINGS;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** Both accesses open the same: the service lets everyone read and write. */
  @Override
  public Backend open(Settings settings, Access access, Timekeeper timekeeper) {
    return new SwfBackend(new SwfService(SwfLocation.of(settings)));
  }
}
