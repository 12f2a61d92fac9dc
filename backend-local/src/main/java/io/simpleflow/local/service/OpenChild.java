package io.simpleflow.local.service;

import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;

/** A child execution that is initiated or started. Guarded by the domain's lock. */
final class OpenChild {
  final StartChildWorkflowExecutionInitiated initiated;

  /** The id of the parent's event that tells of the child's start; 0 before. */
  long startedEventId;

  OpenChild(StartChildWorkflowExecutionInitiated initiated) {
    this.initiated = initiated;
  }
}
