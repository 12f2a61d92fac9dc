package io.simpleflow.server;

import io.simpleflow.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * @throws ConfigurationException if it cannot be read, or if a line is something else; no message
   *     tells a secret
   */
  public static Credentials read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigurationException(
          "credentials file '%s' cannot be read: %s".formatted(file, reason(e)), e);
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

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof CharacterCodingException) {
      return "it is not a text in UTF-8";
    }
    return String.valueOf(e.getMessage());
  }

  /** A warning, if others than the owner of a file of credentials may read it. */
  static Optional<String> exposure(Path file) {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // The system has no such permissions.
    }
    return permissions.contains(PosixFilePermission.GROUP_READ)
            || permissions.contains(PosixFilePermission.OTHERS_READ)
        ? Optional.of(
            "warning: credentials file '%s' may be read by others (%s); run chmod 600 on it"
                .formatted(file, PosixFilePermissions.toString(permissions)))
        : Optional.empty();
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
