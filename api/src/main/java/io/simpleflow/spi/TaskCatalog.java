package io.simpleflow.spi;

import io.simpleflow.ChildTask;
import io.simpleflow.Task;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The workflows and activities found on the class path. Thread-safe. */
public interface TaskCatalog {
  /** All workflows, by name; those annotated wrongly are among the {@link #problems}. */
  Collection<WorkflowDefinition> workflows();

  /** All activities, by name; those annotated wrongly are among the {@link #problems}. */
  Collection<ActivityDefinition> activities();

  /**
   * What is wrong with tasks that were found, a line each, without stopping the others: wrong
   * annotations, classes that cannot be loaded. Whoever uses such a task gets the same line as a
   * {@link io.simpleflow.ConfigurationException}. This looks at all of them, which takes time.
   */
  default List<String> problems() {
    return List.of();
  }

  /**
   * The workflow of a type.
   *
   * @throws io.simpleflow.TaskNotFoundException if there is none
   */
  WorkflowDefinition workflow(WorkflowType type);

  /**
   * The workflow that someone means by a text: a registered name, a name and version as {@code
   * name:version}, or the name of a class.
   *
   * @throws io.simpleflow.TaskNotFoundException if there is none; the message names the nearest
   * @throws io.simpleflow.ConfigurationException if the text fits several; the message names them
   */
  WorkflowDefinition workflow(String text);

  /** The activity of a type, if it is here; it may also live elsewhere. */
  Optional<ActivityDefinition> activity(ActivityType type);

  /**
   * Finds out what a submitted task runs and how.
   *
   * @throws io.simpleflow.TaskNotFoundException if its method or class is not an activity
   */
  SubmittedActivity resolve(Task<?> task);

  /**
   * Finds out what a submitted child runs.
   *
   * @throws io.simpleflow.TaskNotFoundException if its method or class is not a workflow
   */
  SubmittedChild resolve(ChildTask<?> child);
}
