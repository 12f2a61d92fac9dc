package io.simpleflow.server.protocol;

/** The faults that callers are told of, by the names that SWF and the services around it use. */
public enum FaultType {
  /** A domain, type, execution or task that is not there. */
  UNKNOWN_RESOURCE("com.amazonaws.swf.base.model#UnknownResourceFault"),
  /** A domain of this name is registered already. */
  DOMAIN_ALREADY_EXISTS("com.amazonaws.swf.base.model#DomainAlreadyExistsFault"),
  /** The domain is deprecated. */
  DOMAIN_DEPRECATED("com.amazonaws.swf.base.model#DomainDeprecatedFault"),
  /** A type of this name and version is registered already. */
  TYPE_ALREADY_EXISTS("com.amazonaws.swf.base.model#TypeAlreadyExistsFault"),
  /** The type is deprecated. */
  TYPE_DEPRECATED("com.amazonaws.swf.base.model#TypeDeprecatedFault"),
  /** Only a deprecated type can be deleted. */
  TYPE_NOT_DEPRECATED("com.amazonaws.swf.base.model#TypeNotDeprecatedFault"),
  /** An open execution has the workflow id. */
  WORKFLOW_EXECUTION_ALREADY_STARTED(
      "com.amazonaws.swf.base.model#WorkflowExecutionAlreadyStartedFault"),
  /** Neither the request nor the type says what an execution must have. */
  DEFAULT_UNDEFINED("com.amazonaws.swf.base.model#DefaultUndefinedFault"),
  /** One of SWF's limits is reached. */
  LIMIT_EXCEEDED("com.amazonaws.swf.base.model#LimitExceededFault"),
  /** The caller may not do this. */
  OPERATION_NOT_PERMITTED("com.amazonaws.swf.base.model#OperationNotPermittedFault"),
  /** A domain would have more than 50 tags. */
  TOO_MANY_TAGS("com.amazonaws.swf.base.model#TooManyTagsFault"),
  /** A member is missing, or not of a form that SWF takes. */
  VALIDATION("com.amazon.coral.validate#ValidationException"),
  /** The request is not JSON, or a member is of another JSON type. */
  SERIALIZATION("com.amazon.coral.service#SerializationException"),
  /** There is no such operation. */
  UNKNOWN_OPERATION("com.amazon.coral.service#UnknownOperationException"),
  /** The request is larger than a request may be. */
  REQUEST_TOO_LARGE("com.amazon.coral.service#RequestEntityTooLargeException", 413),
  /** The request is not signed. */
  MISSING_AUTHENTICATION_TOKEN("com.amazon.coral.service#MissingAuthenticationTokenException"),
  /** The request's signature lacks something. */
  INCOMPLETE_SIGNATURE("com.amazon.coral.service#IncompleteSignatureException"),
  /** The access key is not known. */
  UNRECOGNIZED_CLIENT("com.amazon.coral.service#UnrecognizedClientException"),
  /** The request was changed, signed with another secret, or too long ago. */
  INVALID_SIGNATURE("com.amazon.coral.service#InvalidSignatureException"),
  /** The service cannot answer now. */
  SERVICE_UNAVAILABLE("com.amazon.coral.availability#ServiceUnavailableException", 503),
  /** Something is wrong with the service itself. */
  INTERNAL_FAILURE("com.amazon.coral.service#InternalFailure", 500);

  private static final int BAD_REQUEST = 400;

  private final String wireName;
  private final int status;

  FaultType(String wireName) {
    this(wireName, BAD_REQUEST);
  }

  FaultType(String wireName, int status) {
    this.wireName = wireName;
    this.status = status;
  }

  /** The {@code __type} by which clients tell it. */
  public String wireName() {
    return wireName;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }
}
