package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ChildTask;
import io.simpleflow.ConfigurationException;
import io.simpleflow.Task;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityInterceptor;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ObjectFactory;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The workflows and activities that a class loader sees, found by their annotations.
 *
 * <p>Finding them loads none of their classes; each is loaded when it is first used, so that one
 * that cannot be loaded, or is annotated wrongly, harms nobody else: only its own use, and {@link
 * #problems}, tells. An activity is named after its class, with dots before nested classes too, and
 * its method, unless its annotation names it. Thread-safe.
 */
public final class ClassPathTasks implements TaskCatalog {
  private final WorkflowIndex workflows;
  private final ActivityIndex activities;
  private final TaskResolver resolver;
  private final ChildResolver childResolver;

  private ClassPathTasks(
      WorkflowIndex workflows, ActivityIndex activities, ActivityOptions defaults) {
    this.workflows = workflows;
    this.activities = activities;
    this.resolver = new TaskResolver(activities, defaults);
    this.childResolver = new ChildResolver(workflows);
  }

  /**
   * Scans the class path.
   *
   * @param loader sees the classes, in jars and folders; its parents' count, the Java runtime's and
   *     jars within jars do not
   * @param converter reads arguments and writes results
   * @param objectFactory makes the instances on which activities of an interface run
   * @param interceptors run around each activity, the first outermost
   * @param environment the environment variables, for the defaults of timeouts and task list
   * @throws ConfigurationException if two tasks have one name and version, or two jars one task's
   *     class, naming both places; or if a variable's value is wrong
   */
  public static ClassPathTasks scan(
      ClassLoader loader,
      DataConverter converter,
      Optional<ObjectFactory> objectFactory,
      List<ActivityInterceptor> interceptors,
      Map<String, String> environment) {
    TaskEnvironment shared =
        new TaskEnvironment(
            loader,
            converter,
            objectFactory,
            List.copyOf(interceptors),
            ActivityAttributes.defaults(environment));
    ClassFileSearch search = ClassFileSearch.of(loader);
    TaskScanner.Found found = TaskScanner.scan(search);
    CodeFinder finder = new CodeFinder(shared, new Implementations(search, loader));
    ActivityIndex activities = new ActivityIndex(found.activities(), finder);
    return new ClassPathTasks(
        new WorkflowIndex(found.workflows(), shared), activities, shared.defaults());
  }

  @Override
  public Collection<WorkflowDefinition> workflows() {
    return workflows.all();
  }

  @Override
  public Collection<ActivityDefinition> activities() {
    return activities.all();
  }

  @Override
  public List<String> problems() {
    return Stream.concat(workflows.problems().stream(), activities.problems().stream())
        .sorted()
        .toList();
  }

  @Override
  public WorkflowDefinition workflow(WorkflowType type) {
    return workflows.find(type);
  }

  @Override
  public WorkflowDefinition workflow(String text) {
    return workflows.find(text);
  }

  @Override
  public Optional<ActivityDefinition> activity(ActivityType type) {
    return activities.find(type).map(ActivityDefinition.class::cast);
  }

  @Override
  public SubmittedActivity resolve(Task<?> task) {
    return resolver.resolve(task);
  }

  @Override
  public SubmittedChild resolve(ChildTask<?> child) {
    return childResolver.resolve(child);
  }
}
