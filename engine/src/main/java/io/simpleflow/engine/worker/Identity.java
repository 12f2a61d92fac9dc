package io.simpleflow.engine.worker;

import io.simpleflow.ConfigurationException;
import io.simpleflow.GenericType;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.JsonDataConverter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who polls, as the original writes it into histories: JSON with the program, host name, process
 * and user, and what the environment adds.
 */
public final class Identity {
  /** A JSON object whose members are added, or replace the others; null takes one away. */
  private static final String VARIABLE = "SIMPLEFLOW_IDENTITY";

  private static final int MAXIMUM_LENGTH = 256;
  private static final String CUT = " ...";

  private Identity() {}

  /**
   * The identity of this process, at most 256 characters.
   *
   * @param environment the environment variables to go by
   * @throws ConfigurationException if SIMPLEFLOW_IDENTITY is not a JSON object
   */
  public static String ofThisProcess(Map<String, String> environment) {
    Map<String, Object> members = new LinkedHashMap<>();
    ProcessHandle process = ProcessHandle.current();
    process.info().command().ifPresent(program -> members.put("exe", program));
    members.put("hostname", hostName(environment));
    members.put("pid", process.pid());
    members.put("user", System.getProperty("user.name", "unknown"));
    added(environment.getOrDefault(VARIABLE, ""))
        .forEach(
            (name, value) -> {
              if (value == null) {
                members.remove(name);
              } else {
                members.put(name, value);
              }
            });
    String identity = new JsonDataConverter().toJson(members);
    return identity.length() <= MAXIMUM_LENGTH
        ? identity
        : identity.substring(0, MAXIMUM_LENGTH - CUT.length()) + CUT;
  }

  private static Map<String, @Nullable Object> added(String json) {
    if (json.isBlank()) {
      return Map.of();
    }
    try {
      if (new JsonDataConverter().fromJson(json, new GenericType<Map<String, Object>>() {}.type())
          instanceof Map<?, ?> object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
      }
    } catch (SerializationException notAnObject) {
      throw wrong(json, notAnObject);
    }
    throw wrong(json, null);
  }

  private static ConfigurationException wrong(String json, @Nullable Exception cause) {
    return new ConfigurationException(
        "%s is '%s'; it must be a JSON object, such as {\"team\":\"blue\"}"
            .formatted(VARIABLE, json),
        cause);
  }

  private static String hostName(Map<String, String> environment) {
    String fromEnvironment = environment.getOrDefault("HOSTNAME", "");
    if (!fromEnvironment.isEmpty()) {
      return fromEnvironment; // Quicker than asking the resolver.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unknown) {
      return "localhost";
    }
  }
}
