package io.simpleflow;

/**
 * A service that is called over the network could not be reached, or refused a call: no network,
 * expired credentials, a missing domain, too many calls. The message says which and what to do.
 *
 * <p>The same call may succeed later, so that deciders and workers go on trying.
 */
public class ServiceException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with what was wrong and what to do. */
  public ServiceException(String message) {
    super(message);
  }

  /** An exception with what was wrong, what to do, and what it came from. */
  public ServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
