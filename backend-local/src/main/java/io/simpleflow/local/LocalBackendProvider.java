package io.simpleflow.local;

import io.simpleflow.ConfigurationException;
import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.local.store.HistoryReader;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.Setting;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.Timekeeper;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Provides the backend {@code local}: a durable workflow service in the process. Its settings are
 * those of {@link #settings()}. Thread-safe.
 */
public final class LocalBackendProvider implements BackendProvider {
  private static final String STORE = "store";
  private static final String HOME = "home";
  private static final String SYNCHRONOUS = "synchronous";
  private static final String DOMAIN = "domain";
  private static final String MEMORY = "memory";

  /** Creates the provider. */
  public LocalBackendProvider() {}

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String description() {
    return "runs workflows in this process and keeps them in a file; nothing to set up";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting(
            STORE,
            "SIMPLEFLOW_STORE",
            "local.db in the home folder",
            "the file that keeps the histories, or 'memory'"),
        new Setting(
            HOME,
            "SIMPLEFLOW_HOME",
            "~/.simpleflow",
            "the folder that the file lies in by default"),
        new Setting(
            SYNCHRONOUS,
            "SIMPLEFLOW_SYNCHRONOUS",
            "NORMAL",
            "NORMAL survives the death of the process, FULL also that of the machine"),
        new Setting(
            DOMAIN,
            "SIMPLEFLOW_LOCAL_DOMAIN",
            RegisteredDomain.LOCAL,
            "the domain of the file to work in; others than 'local' are those of a server"));
  }

  @Override
  public Backend open(Settings settings, Access access, Timekeeper timekeeper) {
    Synchronous synchronous = synchronous(settings);
    String domain = settings.get(DOMAIN).orElse(RegisteredDomain.LOCAL);
    boolean memory = settings.get(STORE).filter(MEMORY::equals).isPresent();
    if (memory && !domain.equals(RegisteredDomain.LOCAL)) {
      throw new ConfigurationException(
          "there is no domain '%s' in memory; it has %s".formatted(domain, RegisteredDomain.LOCAL));
    }
    return switch (access) {
      case READ -> {
        HistoryReader reader =
            memory ? new MemoryStore() : SqliteStore.openForReading(file(settings), domain);
        yield new ReadOnlyBackend(domain, reader);
      }
      case WRITE -> {
        HistoryStore store =
            memory ? new MemoryStore() : SqliteStore.open(file(settings), synchronous, domain);
        yield open(domain, store, timekeeper);
      }
    };
  }

  private static Backend open(String domain, HistoryStore store, Timekeeper timekeeper) {
    boolean opened = false;
    try {
      Backend backend = new LocalBackend(domain, store, new WorkflowService(store, timekeeper));
      opened = true;
      return backend;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  private static Path file(Settings settings) {
    Optional<String> store = settings.get(STORE);
    return store.isPresent()
        ? path(STORE, store.get())
        : settings
            .get(HOME)
            .map(home -> path(HOME, home))
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".simpleflow"))
            .resolve("local.db");
  }

  private static Path path(String setting, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "setting '%s' is '%s', which is not a path: %s".formatted(setting, value, e.getReason()),
          e);
    }
  }

  private static Synchronous synchronous(Settings settings) {
    String value = settings.get(SYNCHRONOUS).orElse(Synchronous.NORMAL.name());
    return Arrays.stream(Synchronous.values())
        .filter(known -> known.name().equals(value.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "setting '%s' is '%s'; it must be one of %s"
                        .formatted(SYNCHRONOUS, value, Arrays.toString(Synchronous.values()))));
  }
}
