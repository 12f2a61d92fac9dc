package io.simpleflow.engine.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who polls, as the original writes it into histories: JSON with host name, process and user. */
final class Identity {
  private static final int MAXIMUM_LENGTH = 256;

  private Identity() {}

  static String ofThisProcess() {
    String identity =
        "{\"hostname\":\"%s\",\"pid\":%d,\"user\":\"%s\"}"
            .formatted(
                escape(hostName()),
                ProcessHandle.current().pid(),
                escape(System.getProperty("user.name", "unknown")));
    return identity.length() <= MAXIMUM_LENGTH
        ? identity
        : identity.substring(0, MAXIMUM_LENGTH - 4) + " ...";
  }

  private static String hostName() {
    String fromEnvironment = System.getenv("HOSTNAME");
    if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
      return fromEnvironment; // Quicker than asking the resolver.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unknown) {
      return "localhost";
    }
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
