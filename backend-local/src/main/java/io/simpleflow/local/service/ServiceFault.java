package io.simpleflow.local.service;

import io.simpleflow.SimpleflowException;

/**
 * The service refuses an operation, for a reason for which SWF has a fault of its own and this
 * library has no exception.
 */
public final class ServiceFault extends SimpleflowException {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  /** A fault with what was wrong and what to do. */
  public ServiceFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Which of SWF's faults it is. */
  public Kind kind() {
    return kind;
  }

  /** SWF's faults, by their names without the word fault. */
  public enum Kind {
    /** A domain of that name is registered, and not deprecated. */
    DOMAIN_ALREADY_EXISTS,
    /** The domain is deprecated. */
    DOMAIN_DEPRECATED,
    /** A type of that name and version is registered. */
    TYPE_ALREADY_EXISTS,
    /** The type is deprecated. */
    TYPE_DEPRECATED,
    /** The type is not deprecated, as it has to be before it is deleted. */
    TYPE_NOT_DEPRECATED,
    /** A setting was neither given nor registered as the type's default. */
    DEFAULT_UNDEFINED,
    /** There would be more than the service has room for. */
    LIMIT_EXCEEDED,
    /** The caller may not do that. */
    OPERATION_NOT_PERMITTED,
    /** A resource would have more tags than it may. */
    TOO_MANY_TAGS,
    /** There is no domain of that name. */
    UNKNOWN_RESOURCE
  }
}
