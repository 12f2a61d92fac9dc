package io.simpleflow.engine.tasks;

/**
 * A workflow's annotation and where it stands; nothing of it need be loaded.
 *
 * @param place the class
 * @param workflow the {@code @WorkflowType}
 */
record FoundWorkflow(TaskPlace place, AnnotationValues workflow) {}
