package io.simpleflow.engine.tasks;

import io.simpleflow.ConfigurationException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.Workflow;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The workflows of the catalog, by type and by what people call them.
 *
 * <p>One whose annotation has a fault is kept as that fault, which whoever wants the workflow is
 * told. A subclass of {@link Workflow} without an annotation is a workflow too, named after its
 * class, found when it is asked for. Thread-safe.
 */
final class WorkflowIndex {
  private static final int LISTED = 10;

  private final TaskEnvironment environment;
  private final Map<WorkflowType, Slot> byType;
  private final Map<String, Slot> byClassName = new ConcurrentHashMap<>();

  /** A workflow, or what is wrong with it. */
  private record Slot(
      WorkflowType type, TaskPlace place, Optional<WorkflowEntry> entry, String fault) {
    WorkflowEntry sound() {
      return entry.orElseThrow(() -> new ConfigurationException(fault));
    }

    String className() {
      return place.code();
    }

    String simpleName() {
      return className().substring(className().lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
      return type.name() + " (" + className() + ")";
    }
  }

  /**
   * An index of what was found.
   *
   * @throws ConfigurationException if two have one name and version, naming both places
   */
  WorkflowIndex(List<FoundWorkflow> found, TaskEnvironment environment) {
    this.environment = environment;
    Map<WorkflowType, Slot> slots = new LinkedHashMap<>();
    for (FoundWorkflow workflow : found) {
      Slot slot = slot(workflow);
      Slot other = slots.putIfAbsent(slot.type(), slot);
      if (other != null && !other.place().equals(slot.place())) {
        throw new ConfigurationException(
            "two workflows named '%s', version '%s': %s, and %s; rename one or remove its jar"
                .formatted(slot.type().name(), slot.type().version(), other.place(), slot.place()));
      }
    }
    this.byType = slots;
    slots.values().forEach(slot -> byClassName.put(slot.place().className(), slot));
  }

  private Slot slot(FoundWorkflow found) {
    WorkflowType type = WorkflowEntry.type(found);
    try {
      WorkflowEntry entry = new WorkflowEntry(found, environment);
      return new Slot(type, found.place(), Optional.of(entry), "");
    } catch (ConfigurationException fault) {
      return new Slot(type, found.place(), Optional.empty(), String.valueOf(fault.getMessage()));
    }
  }

  /** All workflows with an annotation without a fault, by name. */
  Collection<WorkflowDefinition> all() {
    List<WorkflowDefinition> sorted = new ArrayList<>();
    byType.values().stream()
        .sorted(
            Comparator.comparing((Slot slot) -> slot.type().name())
                .thenComparing(slot -> slot.type().version()))
        .flatMap(slot -> slot.entry().stream())
        .forEach(sorted::add);
    return sorted;
  }

  /** What is wrong with workflows, their code included, which is loaded for this. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Slot slot : byType.values()) {
      try {
        slot.sound().load();
      } catch (ConfigurationException fault) {
        problems.add(String.valueOf(fault.getMessage()));
      }
    }
    return problems;
  }

  /** The workflow of a type; see {@link io.simpleflow.spi.TaskCatalog#workflow(WorkflowType)}. */
  WorkflowEntry find(WorkflowType type) {
    return lookUp(type).orElseThrow(() -> notFound(type));
  }

  /** The workflow of a type, if it is here. */
  Optional<WorkflowEntry> lookUp(WorkflowType type) {
    return Optional.ofNullable(byType.get(type))
        .or(() -> byClass(type.name()).filter(found -> found.type().equals(type)))
        .map(Slot::sound);
  }

  /** The workflow that a class is. */
  WorkflowEntry ofClass(Class<? extends Workflow> type) {
    return byClassName.computeIfAbsent(type.getName(), name -> slot(type)).sound();
  }

  private TaskNotFoundException notFound(WorkflowType type) {
    String versions =
        byType.keySet().stream()
            .filter(known -> known.name().equals(type.name()))
            .map(WorkflowType::version)
            .collect(Collectors.joining(", "));
    return new TaskNotFoundException(
        versions.isEmpty()
            ? unknown(type.name())
            : "no version '%s' of workflow '%s'; there is %s"
                .formatted(type.version(), type.name(), versions));
  }

  /** The workflow that a text means; see {@link io.simpleflow.spi.TaskCatalog#workflow(String)}. */
  WorkflowEntry find(String text) {
    int colon = text.lastIndexOf(':');
    if (colon >= 0) {
      return find(new WorkflowType(text.substring(0, colon), text.substring(colon + 1)));
    }
    return only(text, slot -> slot.type().name().equals(text))
        .or(() -> only(text, slot -> isClass(slot, text)))
        .or(() -> only(text, slot -> slot.simpleName().equals(text)))
        .or(() -> byClass(text))
        .orElseThrow(() -> new TaskNotFoundException(unknown(text)))
        .sound();
  }

  private static boolean isClass(Slot slot, String text) {
    return slot.className().equals(text) || slot.place().className().equals(text);
  }

  private Optional<Slot> only(String text, Predicate<Slot> matches) {
    List<Slot> found = byType.values().stream().filter(matches).toList();
    if (found.size() > 1) {
      throw new ConfigurationException(
          found.stream()
              .map(s -> s.type().name() + ":" + s.type().version() + " (" + s.place() + ")")
              .collect(
                  Collectors.joining(
                      ", ", "'" + text + "' is ambiguous: write one of ", " as name:version")));
    }
    return found.stream().findFirst();
  }

  /** A class of this name that is a workflow, annotated or not, whether the scan saw it or not. */
  private Optional<Slot> byClass(String name) {
    Slot known = byClassName.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Slot> found = load(name).filter(Workflow.class::isAssignableFrom).map(this::slot);
    found.ifPresent(slot -> byClassName.put(name, slot));
    return found;
  }

  private Slot slot(Class<?> type) {
    io.simpleflow.WorkflowType annotation = type.getAnnotation(io.simpleflow.WorkflowType.class);
    AnnotationValues values =
        annotation == null
            ? AnnotationValues.defaults(io.simpleflow.WorkflowType.class)
            : AnnotationValues.of(annotation);
    return slot(new FoundWorkflow(TaskPlace.of(type), values));
  }

  /** Loads a class by its name; the dots before nested classes may be dots. */
  private Optional<Class<?>> load(String name) {
    String candidate = name;
    while (true) {
      try {
        return Optional.of(Class.forName(candidate, false, environment.loader()));
      } catch (ClassNotFoundException absent) {
        int dot = candidate.lastIndexOf('.');
        if (dot < 0) {
          return Optional.empty();
        }
        candidate = candidate.substring(0, dot) + "$" + candidate.substring(dot + 1);
      } catch (LinkageError broken) {
        throw new ConfigurationException(
            name + " cannot be loaded: " + broken + "; put what it needs on the class path",
            broken);
      }
    }
  }

  private String unknown(String text) {
    if (byType.isEmpty()) {
      return "no workflow '" + text + "', nor any other; is its jar on the class path?";
    }
    Map<String, Slot> names = new LinkedHashMap<>();
    for (Slot slot : byType.values()) {
      names.putIfAbsent(slot.type().name(), slot);
      names.putIfAbsent(slot.simpleName(), slot);
      names.putIfAbsent(slot.className(), slot);
    }
    List<String> near =
        NearestNames.of(text, names.keySet()).stream()
            .flatMap(name -> Optional.ofNullable(names.get(name)).stream())
            .map(Slot::toString)
            .distinct()
            .toList();
    if (!near.isEmpty()) {
      return "no workflow '" + text + "'; did you mean " + String.join(" or ", near) + "?";
    }
    return byType.values().stream()
        .map(Slot::toString)
        .distinct()
        .sorted()
        .limit(LISTED)
        .collect(
            Collectors.joining(
                ", ",
                "no workflow '" + text + "'; there is ",
                byType.size() > LISTED ? ", and more" : ""));
  }
}
