package io.simpleflow.server.protocol;

import io.simpleflow.SimpleflowException;

/** A request that is refused, with what the caller is told. */
public final class Fault extends SimpleflowException {
  private static final long serialVersionUID = 1;

  private final FaultType type;

  /** A fault with the message that the caller gets. */
  public Fault(FaultType type, String message) {
    super(message);
    this.type = type;
  }

  /** A fault with the message that the caller gets, and what it came from. */
  public Fault(FaultType type, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  /** A request that breaks one of SWF's rules. */
  public static Fault validation(String message) {
    return new Fault(FaultType.VALIDATION, message);
  }

  /** A request that names what is not there. */
  public static Fault unknown(String message) {
    return new Fault(FaultType.UNKNOWN_RESOURCE, message);
  }

  /** What kind of fault it is. */
  public FaultType type() {
    return type;
  }
}
