package io.simpleflow.inline;

import io.simpleflow.inline.InlineAttempts.InlineTask;
import io.simpleflow.spi.TaskArguments;
import java.util.function.Function;

/**
 * A submitted task, whose arguments may not be known yet.
 *
 * @param name the task as exceptions name it
 * @param arguments values and futures
 * @param shared whether equal arguments mean the same task
 * @param raises whether its failure is thrown by whatever is waited for next
 * @param task makes the task when the arguments are known
 */
record Submission(
    String name,
    TaskArguments arguments,
    boolean shared,
    boolean raises,
    Function<TaskArguments, InlineTask> task) {}
