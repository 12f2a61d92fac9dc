package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ConfigurationException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.service.ServiceFault.Kind;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TypeRegistryTest {
  private static final WorkflowType TYPE = new WorkflowType("w", "1");
  private static final ActivityType ACTIVITY = new ActivityType("a", "1");

  private final SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START);
  private final MemoryStore store = new MemoryStore();
  private final TypeRegistry types = new TypeRegistry(store, clock);

  private static WorkflowTypeDefaults workflow(String name, String version) {
    return new WorkflowTypeDefaults(
        new WorkflowType(name, version),
        Optional.of("list"),
        Optional.of("60"),
        Optional.of("NONE"),
        Optional.of(ChildPolicy.ABANDON),
        Optional.of("7"),
        Optional.of("role"));
  }

  private static ActivityTypeDefaults activity() {
    Optional<String> none = Optional.empty();
    return new ActivityTypeDefaults(ACTIVITY, none, none, none, none, none, none);
  }

  private static void assertFault(Kind kind, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOfSatisfying(
            ServiceFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  @Test
  void registersNothingTwice() {
    types.workflows().registerNew(workflow("w", "1"), Optional.of("a description"));
    types.activities().registerNew(activity(), Optional.empty());

    assertFault(
        Kind.TYPE_ALREADY_EXISTS,
        () -> types.workflows().registerNew(workflow("w", "1"), Optional.empty()));
    assertFault(
        Kind.TYPE_ALREADY_EXISTS,
        () -> types.activities().registerNew(activity(), Optional.empty()));
    // Who only wants it to be known does not mind.
    types.register(workflow("w", "1"));
    types.register(activity());
    assertThat(types.workflows().find(TYPE))
        .contains(
            new RegisteredType<>(
                workflow("w", "1"), Optional.of("a description"), Scene.START, Optional.empty()));
  }

  @Test
  void deprecatesAndBack() {
    types.register(workflow("w", "1"));
    assertFault(Kind.TYPE_ALREADY_EXISTS, () -> types.workflows().deprecate(TYPE, false));
    clock.advance(java.time.Duration.ofSeconds(1));
    types.workflows().deprecate(TYPE, true);

    assertThat(types.workflows().find(TYPE).orElseThrow().deprecated())
        .contains(Scene.START.plusSeconds(1));
    assertFault(Kind.TYPE_DEPRECATED, () -> types.workflows().deprecate(TYPE, true));
    assertFault(
        Kind.TYPE_ALREADY_EXISTS,
        () -> types.workflows().registerNew(workflow("w", "1"), Optional.empty()));
    assertThatThrownBy(() -> types.register(workflow("w", "1")))
        .isInstanceOf(ConfigurationException.class);
    types.workflows().deprecate(TYPE, false);
    assertThat(new TypeRegistry(store, clock).workflows().find(TYPE).orElseThrow().deprecated())
        .isEmpty();
    assertThatThrownBy(() -> types.workflows().deprecate(new WorkflowType("other", "1"), true))
        .isInstanceOf(TaskNotFoundException.class);
  }

  @Test
  void deletesWhatIsDeprecated() {
    types.register(workflow("w", "1"));
    types.register(activity());
    assertFault(Kind.TYPE_NOT_DEPRECATED, () -> types.workflows().delete(TYPE));
    assertFault(Kind.TYPE_NOT_DEPRECATED, () -> types.activities().delete(ACTIVITY));
    types.workflows().deprecate(TYPE, true);
    types.activities().deprecate(ACTIVITY, true);
    types.workflows().delete(TYPE);
    types.activities().delete(ACTIVITY);

    assertThatThrownBy(() -> types.workflows().delete(TYPE))
        .isInstanceOf(TaskNotFoundException.class);
    TypeRegistry later = new TypeRegistry(store, clock);
    assertThat(later.find(TYPE)).isEmpty();
    assertThat(later.find(ACTIVITY)).isEmpty();
    types.workflows().registerNew(workflow("w", "1"), Optional.empty());
  }

  @Test
  void listsAll() {
    types.register(workflow("b", "1"));
    types.register(workflow("a", "2"));
    types.register(workflow("a", "10"));

    assertThat(types.workflows().all())
        .extracting(type -> type.defaults().type())
        .containsExactlyInAnyOrder(
            new WorkflowType("a", "10"), new WorkflowType("a", "2"), new WorkflowType("b", "1"));
  }

  @Test
  void mergesAllDefaultsIntoTheEventsOfAnExecution() {
    try (WorkflowService service = new WorkflowService(store, clock)) {
      service.types().workflows().registerNew(workflow("w", "1"), Optional.empty());
      var execution = service.start(StartRequest.of("id", TYPE, null));

      var started = (WorkflowExecutionStarted) service.histories().events(execution).get(0);
      assertThat(started.taskPriority()).isEqualTo("7");
      assertThat(started.lambdaRole()).isEqualTo("role");
      assertThat(started.childPolicy()).isEqualTo(ChildPolicy.ABANDON);
      var scheduled = (DecisionTaskScheduled) service.histories().lastEvent(execution);
      assertThat(scheduled.taskPriority()).isEqualTo("7");
      assertThat(scheduled.taskList()).isEqualTo("list");
    }
  }
}
