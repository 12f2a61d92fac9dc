package io.simpleflow.local;

import io.simpleflow.StoreException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.HistoryReader;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.TaskRegistry;
import java.util.Optional;

/** The types that a store knows, for those who only read it. */
final class KnownTypes implements TaskRegistry {
  private final HistoryReader reader;

  KnownTypes(HistoryReader reader) {
    this.reader = reader;
  }

  @Override
  public void register(WorkflowTypeDefaults type) {
    throw readOnly();
  }

  @Override
  public void register(ActivityTypeDefaults type) {
    throw readOnly();
  }

  static StoreException readOnly() {
    return new StoreException(
        "the backend 'local' was opened to read histories, not to run workflows");
  }

  @Override
  public Optional<WorkflowTypeDefaults> find(WorkflowType type) {
    return reader.workflowTypes().stream()
        .map(RegisteredType::defaults)
        .filter(known -> known.type().equals(type))
        .findFirst();
  }

  @Override
  public Optional<ActivityTypeDefaults> find(ActivityType type) {
    return reader.activityTypes().stream()
        .map(RegisteredType::defaults)
        .filter(known -> known.type().equals(type))
        .findFirst();
  }
}
