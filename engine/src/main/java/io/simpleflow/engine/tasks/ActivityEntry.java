package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityInterceptor;
import io.simpleflow.spi.ActivityScope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** An activity of the catalog; its class is loaded when it is first needed. */
final class ActivityEntry implements ActivityDefinition {
  private final TaskPlace place;
  private final ActivityType type;
  private final ActivityAttributes attributes;
  private final CodeFinder finder;
  private volatile @Nullable ActivityCode code;

  /**
   * An entry for annotations that were found.
   *
   * @throws io.simpleflow.ConfigurationException naming the place, if one of their values is wrong
   */
  ActivityEntry(FoundActivity found, CodeFinder finder) {
    this.place = found.place();
    this.type = ActivityAttributes.type(found);
    this.attributes = ActivityAttributes.of(found, finder.environment().defaults());
    this.finder = finder;
  }

  @Override
  public ActivityType type() {
    return type;
  }

  @Override
  public ActivityOptions options() {
    return attributes.options();
  }

  boolean idempotent() {
    return attributes.idempotent();
  }

  @Override
  public String implementation() {
    return place.code();
  }

  @Override
  public String origin() {
    return place.origin();
  }

  /**
   * The code; finding it twice does no harm.
   *
   * @throws io.simpleflow.ConfigurationException if it cannot be loaded or called
   */
  ActivityCode code() {
    ActivityCode found = code;
    if (found == null) {
      found = finder.find("activity " + type.name(), place);
      code = found;
    }
    return found;
  }

  @Override
  public String execute(@Nullable String input, ActivityContext context) throws Exception {
    Callable<String> attempt = () -> run(input, context);
    List<ActivityInterceptor> interceptors = finder.environment().interceptors();
    for (int i = interceptors.size() - 1; i >= 0; i--) {
      ActivityInterceptor interceptor = interceptors.get(i);
      Callable<String> inner = attempt;
      attempt = () -> interceptor.intercept(context, inner);
    }
    return ActivityScope.call(context, attempt);
  }

  private String run(@Nullable String input, ActivityContext context) throws Exception {
    ActivityCode current = code();
    @Nullable Object[] arguments =
        current.binder().bind(TaskInput.parse(input), Optional.of(context));
    Object result = current.call(arguments);
    try {
      return finder.environment().converter().toJson(result);
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "activity " + type.name() + ": its result: " + unwritable.getMessage(), unwritable);
    }
  }
}
