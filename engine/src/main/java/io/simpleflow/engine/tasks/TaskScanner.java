package io.simpleflow.engine.tasks;

import io.github.classgraph.AnnotationClassRef;
import io.github.classgraph.AnnotationEnumValue;
import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.AnnotationParameterValue;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassInfoList;
import io.github.classgraph.MethodInfo;
import io.github.classgraph.ScanResult;
import io.simpleflow.Activity;
import io.simpleflow.ConfigurationException;
import io.simpleflow.Retry;
import io.simpleflow.WorkflowType;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotated classes that a loader sees, by reading their class files: no class is loaded,
 * so one that cannot be does no harm. The only user of ClassGraph.
 */
final class TaskScanner {
  /**
   * What a scan gives.
   *
   * @param workflows in the order of their classes' names
   * @param activities likewise
   */
  record Found(List<FoundWorkflow> workflows, List<FoundActivity> activities) {}

  private static final List<String> ANNOTATIONS =
      List.of(Activity.class.descriptorString(), WorkflowType.class.descriptorString());

  private final Map<URI, String> origins = new HashMap<>();
  private final List<FoundWorkflow> workflows = new ArrayList<>();
  private final List<FoundActivity> activities = new ArrayList<>();

  private TaskScanner() {}

  /**
   * Reads the annotated classes among those that a search looks at.
   *
   * @throws ConfigurationException if two jars or folders have one of them, naming both
   */
  static Found scan(ClassFileSearch search) {
    TaskScanner scanner = new TaskScanner();
    Map<String, Path> places = new TreeMap<>();
    for (ClassFileSearch.Match match : search.mentioning(ANNOTATIONS)) {
      Path other = places.putIfAbsent(match.className(), match.place());
      if (other != null) {
        // A loader takes the first and hides the other: say so instead.
        throw new ConfigurationException(
            "two copies of %s, which holds tasks: %s and %s; remove one from the class path"
                .formatted(match.className(), other, match.place()));
      }
    }
    if (!places.isEmpty()) {
      ClassGraph classGraph =
          new ClassGraph()
              .overrideClasspath(Set.copyOf(places.values()))
              .disableModuleScanning()
              .enableClassInfo()
              .enableMethodInfo()
              .enableAnnotationInfo()
              .ignoreClassVisibility()
              .ignoreMethodVisibility()
              .acceptClasses(places.keySet().toArray(new String[0]));
      try (ScanResult result = classGraph.scan(1)) {
        scanner.read(result);
      }
    }
    return new Found(scanner.workflows, scanner.activities);
  }

  private void read(ScanResult result) {
    for (ClassInfo type : result.getClassesWithAnnotation(WorkflowType.class)) {
      values(type.getAnnotationInfo(WorkflowType.class), WorkflowType.class)
          .ifPresent(
              workflow ->
                  workflows.add(new FoundWorkflow(place(type, Optional.empty()), workflow)));
    }
    ClassInfoList candidates =
        result
            .getClassesWithAnnotation(Activity.class)
            .union(result.getClassesWithMethodAnnotation(Activity.class));
    for (ClassInfo type : candidates) {
      readActivities(type);
    }
  }

  private void readActivities(ClassInfo type) {
    Optional<AnnotationValues> ofType =
        values(type.getAnnotationInfo(Activity.class), Activity.class);
    Optional<AnnotationValues> retryOfType =
        values(type.getAnnotationInfo(Retry.class), Retry.class);
    if (ofType.isPresent() && !type.isInterface()) {
      activities.add(
          new FoundActivity(place(type, Optional.empty()), ofType.get(), retryOfType, false));
    }
    for (MethodInfo method : type.getDeclaredMethodInfo()) {
      Optional<AnnotationValues> own =
          values(method.getAnnotationInfo(Activity.class), Activity.class);
      Optional<AnnotationValues> retry =
          values(method.getAnnotationInfo(Retry.class), Retry.class).or(() -> retryOfType);
      if (own.isPresent()) {
        activities.add(new FoundActivity(place(type, method), own.get(), retry, false));
      } else if (ofType.isPresent() && type.isInterface() && isCoveredByType(method)) {
        activities.add(new FoundActivity(place(type, method), ofType.get(), retry, true));
      }
    }
  }

  private static boolean isCoveredByType(MethodInfo method) {
    return !method.isStatic() && !method.isPrivate() && !method.isSynthetic();
  }

  private TaskPlace place(ClassInfo type, MethodInfo method) {
    return place(
        type,
        Optional.of(new TaskPlace.MethodKey(method.getName(), method.getTypeDescriptorStr())));
  }

  private TaskPlace place(ClassInfo type, Optional<TaskPlace.MethodKey> method) {
    return new TaskPlace(
        type.getName(), method, origins.computeIfAbsent(type.getClasspathElementURI(), Origin::of));
  }

  private static Optional<AnnotationValues> values(
      @Nullable AnnotationInfo annotation, Class<? extends Annotation> type) {
    if (annotation == null) {
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (AnnotationParameterValue value : annotation.getParameterValues(false)) {
      values.put(value.getName(), plain(value.getValue()));
    }
    return Optional.of(new AnnotationValues(type, values));
  }

  private static Object plain(Object value) {
    if (value instanceof AnnotationClassRef reference) {
      return reference.getName();
    }
    if (value instanceof AnnotationEnumValue constant) {
      return constant.getValueName();
    }
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(TaskScanner::plain).toList();
    }
    return value;
  }
}
