package io.simpleflow.history;

/** The registered name and version of a workflow. */
public record WorkflowType(String name, String version) {}
