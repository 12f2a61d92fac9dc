package io.simpleflow.server;

import io.simpleflow.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The access keys that a server knows, and their secrets. Immutable. */
public final class Credentials {
  private final Map<String, String> secrets;

  private Credentials(Map<String, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /** Credentials by access key id. */
  public static Credentials of(Map<String, String> secretsByAccessKeyId) {
    return new Credentials(secretsByAccessKeyId);
  }

  /**
   * Reads a file with an access key id and its secret on each line, a blank between them; lines
   * that begin with {@code #} are comments.
   *
   * @throws ConfigurationException if it cannot be read, if all users of the machine may read it,
   *     or if a line is something else; no message tells a secret
   */
  public static Credentials read(Path file) {
    List<String> lines;
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw new ConfigurationException(
            "credentials file '%s' may be read by every user of this machine; run chmod 600 on it"
                .formatted(file));
      }
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigurationException(
          "credentials file '%s' cannot be read: %s".formatted(file, e), e);
    }
    Map<String, String> secrets = new HashMap<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+", -1);
      if (words.length != 2) {
        throw new ConfigurationException(
            "credentials file '%s', line %d: expected an access key id, a blank and its secret"
                .formatted(file, number));
      }
      if (secrets.put(words[0], words[1]) != null) {
        throw new ConfigurationException(
            "credentials file '%s', line %d: access key id '%s' is there twice"
                .formatted(file, number, words[0]));
      }
    }
    if (secrets.isEmpty()) {
      throw new ConfigurationException(
          "credentials file '%s' holds none: write lines of an access key id, a blank, its secret"
              .formatted(file));
    }
    return new Credentials(secrets);
  }

  Optional<String> secret(String accessKeyId) {
    return Optional.ofNullable(secrets.get(accessKeyId));
  }

  /** Tells how many there are, and no secret. */
  @Override
  public String toString() {
    return secrets.size() + " access keys";
  }
}
