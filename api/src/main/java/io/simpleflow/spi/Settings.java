package io.simpleflow.spi;

import io.simpleflow.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The values of a plugin's settings, by key. Immutable. */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Settings with exactly these values. */
  public static Settings of(Map<String, String> values) {
    return new Settings(values);
  }

  /**
   * Settings for a provider: explicit values first, then its environment variables.
   *
   * @throws ConfigurationException if an explicit value is for a key that the provider does not
   *     know
   */
  public static Settings resolve(
      BackendProvider provider, Map<String, String> explicit, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    for (Setting setting : provider.settings()) {
      String value = explicit.get(setting.key());
      if (value == null) {
        value = environment.get(setting.environmentVariable());
      }
      if (value != null && !value.isEmpty()) {
        values.put(setting.key(), value);
      }
    }
    for (String key : explicit.keySet()) {
      if (provider.settings().stream().noneMatch(setting -> setting.key().equals(key))) {
        throw new ConfigurationException(
            "backend '%s' has no setting '%s'; it has %s"
                .formatted(
                    provider.name(),
                    key,
                    provider.settings().stream().map(Setting::key).sorted().toList()));
      }
    }
    return new Settings(values);
  }

  /** The value of a setting, if it was given. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }
}
