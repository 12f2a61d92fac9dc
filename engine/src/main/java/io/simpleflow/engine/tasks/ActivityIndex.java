package io.simpleflow.engine.tasks;

import io.simpleflow.ConfigurationException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.Workflow;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityDefinition;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The activities of the catalog, by type and by the code they are.
 *
 * <p>An activity whose annotation has a fault is kept as that fault, which whoever wants the
 * activity is told. Thread-safe.
 */
final class ActivityIndex {
  private final CodeFinder finder;
  private final Map<ActivityType, Slot> byType = new ConcurrentHashMap<>();
  private final Map<String, Slot> byCode = new ConcurrentHashMap<>();

  /** An activity, or what is wrong with it. */
  private record Slot(FoundActivity found, Optional<ActivityEntry> entry, String fault) {
    ActivityEntry sound() {
      return entry.orElseThrow(() -> new ConfigurationException(fault));
    }
  }

  /**
   * An index of what was found.
   *
   * @throws ConfigurationException if two have one name and version, naming both places
   */
  ActivityIndex(List<FoundActivity> found, CodeFinder finder) {
    this.finder = finder;
    found.forEach(this::add);
  }

  private Slot add(FoundActivity found) {
    ActivityType type = ActivityAttributes.type(found);
    Slot slot = slot(found);
    Slot other = byType.putIfAbsent(type, slot);
    if (other != null && !other.found().place().equals(found.place())) {
      throw new ConfigurationException(
          "two activities named '%s', version '%s': %s, and %s; rename one or remove its jar"
              .formatted(type.name(), type.version(), other.found().place(), found.place()));
    }
    byCode.putIfAbsent(code(found.place()), slot);
    return slot;
  }

  private Slot slot(FoundActivity found) {
    try {
      return new Slot(found, Optional.of(new ActivityEntry(found, finder)), "");
    } catch (ConfigurationException fault) {
      return new Slot(found, Optional.empty(), String.valueOf(fault.getMessage()));
    }
  }

  private static String code(TaskPlace place) {
    return place.className()
        + place.method().map(method -> "#" + method.name() + method.descriptor()).orElse("");
  }

  /** All activities without a fault, by name. */
  Collection<ActivityDefinition> all() {
    Comparator<ActivityEntry> order =
        Comparator.comparing((ActivityEntry entry) -> entry.type().name())
            .thenComparing(entry -> entry.type().version());
    List<ActivityDefinition> sorted = new ArrayList<>();
    byType.values().stream()
        .flatMap(slot -> slot.entry().stream())
        .sorted(order)
        .forEach(sorted::add);
    return sorted;
  }

  /** What is wrong with activities, their code included, which is loaded for this. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Slot slot : byType.values()) {
      try {
        slot.sound().code();
      } catch (ConfigurationException fault) {
        problems.add(String.valueOf(fault.getMessage()));
      }
    }
    return problems;
  }

  /** The activity of a type. */
  Optional<ActivityEntry> find(ActivityType type) {
    return Optional.ofNullable(byType.get(type)).map(Slot::sound);
  }

  /**
   * The activity that a class is.
   *
   * @throws TaskNotFoundException if it is none
   */
  ActivityEntry ofClass(Class<?> type) {
    Slot known = byCode.get(type.getName());
    if (known == null) {
      known =
          FoundActivity.of(type)
              .map(this::add)
              .orElseThrow(() -> notAnActivity(type.getName(), "the class"));
    }
    return known.sound();
  }

  /**
   * The activity that a method is, by itself or as the implementation of one of an interface.
   *
   * @throws TaskNotFoundException if it is none
   */
  ActivityEntry ofMethod(Method method) {
    return MethodReference.inherited(method.getDeclaringClass())
        .filter(type -> type == method.getDeclaringClass() || type.isInterface())
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(candidate -> candidate.getName().equals(method.getName()))
        .filter(
            candidate -> Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes()))
        .flatMap(candidate -> annotated(candidate).stream())
        .findFirst()
        .orElseThrow(() -> notAnActivity(method))
        .sound();
  }

  private Optional<Slot> annotated(Method method) {
    Slot known = byCode.get(code(TaskPlace.of(method)));
    return known == null ? FoundActivity.of(method).map(this::add) : Optional.of(known);
  }

  private static TaskNotFoundException notAnActivity(Method method) {
    Class<?> type = method.getDeclaringClass();
    if (Workflow.class.isAssignableFrom(type) && method.getName().equals("run")) {
      return new TaskNotFoundException(
          "%s.run is not an activity but a workflow: to run it as a child, submit %s::run, without an instance"
              .formatted(type.getName().replace('$', '.'), type.getSimpleName()));
    }
    return notAnActivity(type.getName() + "." + method.getName(), "the method");
  }

  private static TaskNotFoundException notAnActivity(String code, String what) {
    return new TaskNotFoundException(
        code.replace('$', '.') + " is not an activity; add @Activity to " + what);
  }
}
