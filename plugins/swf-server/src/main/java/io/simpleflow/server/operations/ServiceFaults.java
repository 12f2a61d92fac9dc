package io.simpleflow.server.operations;

import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.local.service.ServiceFault;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import java.util.concurrent.CompletionException;

/** SWF's faults for what the local service throws. */
final class ServiceFaults {
  private ServiceFaults() {}

  /** The fault; or the exception itself where it is not the caller's fault. */
  static RuntimeException of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof ServiceFault fault) {
      return of(fault, message);
    }
    if (cause instanceof StaleTaskException
        || cause instanceof ExecutionNotFoundException
        || cause instanceof TaskNotFoundException) {
      return new Fault(FaultType.UNKNOWN_RESOURCE, message, cause);
    }
    if (cause instanceof IllegalArgumentException) {
      return new Fault(FaultType.VALIDATION, message, cause);
    }
    return cause instanceof RuntimeException exception ? exception : new CompletionException(cause);
  }

  /** The fault, with SWF's message instead of the service's. */
  static Fault of(ServiceFault fault, String message) {
    return new Fault(type(fault.kind()), message, fault);
  }

  private static FaultType type(ServiceFault.Kind kind) {
    return switch (kind) {
      case DOMAIN_ALREADY_EXISTS -> FaultType.DOMAIN_ALREADY_EXISTS;
      case DOMAIN_DEPRECATED -> FaultType.DOMAIN_DEPRECATED;
      case TYPE_ALREADY_EXISTS -> FaultType.TYPE_ALREADY_EXISTS;
      case TYPE_DEPRECATED -> FaultType.TYPE_DEPRECATED;
      case TYPE_NOT_DEPRECATED -> FaultType.TYPE_NOT_DEPRECATED;
      case DEFAULT_UNDEFINED -> FaultType.DEFAULT_UNDEFINED;
      case LIMIT_EXCEEDED -> FaultType.LIMIT_EXCEEDED;
      case OPERATION_NOT_PERMITTED -> FaultType.OPERATION_NOT_PERMITTED;
      case TOO_MANY_TAGS -> FaultType.TOO_MANY_TAGS;
      case UNKNOWN_RESOURCE -> FaultType.UNKNOWN_RESOURCE;
    };
  }
}
