package io.simpleflow.engine.tasks;

import io.github.classgraph.AnnotationClassRef;
import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.AnnotationParameterValue;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassInfoList;
import io.github.classgraph.MethodInfo;
import io.github.classgraph.ScanResult;
import io.simpleflow.Activity;
import io.simpleflow.Retry;
import io.simpleflow.WorkflowType;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotated classes that a loader sees, by reading their class files: no class is loaded,
 * so one that cannot be does no harm. The only user of ClassGraph.
 */
final class TaskScanner {
  /** Jars and packages that hold no tasks, left out for speed: ours, and those we depend on. */
  private static final String[] REJECTED_JARS = {
    "simpleflow-api-*.jar",
    "simpleflow-engine-*.jar",
    "simpleflow-backend-*.jar",
    "classgraph-*.jar",
    "jackson-*.jar",
    "jspecify-*.jar",
    "logback-*.jar",
    "picocli-*.jar",
    "slf4j-*.jar",
    "sqlite-jdbc-*.jar"
  };

  private static final String[] REJECTED_PACKAGES = {
    "ch.qos.logback",
    "com.fasterxml.jackson",
    "com.google.common",
    "io.github.classgraph",
    "io.netty",
    "kotlin",
    "nonapi.io.github.classgraph",
    "org.apache.commons",
    "org.apache.maven",
    "org.assertj",
    "org.junit",
    "org.slf4j",
    "org.springframework",
    "org.sqlite",
    "picocli",
    "scala",
    "software.amazon.awssdk"
  };

  /**
   * What a scan gives.
   *
   * @param workflows in the order of their classes' names
   * @param activities likewise
   * @param implementations for the interface of an activity, by name, the classes that could run it
   */
  record Found(
      List<FoundWorkflow> workflows,
      List<FoundActivity> activities,
      Map<String, List<String>> implementations) {}

  private final Map<URI, String> origins = new HashMap<>();
  private final List<FoundWorkflow> workflows = new ArrayList<>();
  private final List<FoundActivity> activities = new ArrayList<>();
  private final Map<String, List<String>> implementations = new HashMap<>();

  private TaskScanner() {}

  /** Scans everything that this loader and its parents see, but for the Java runtime. */
  static Found scan(ClassLoader loader) {
    TaskScanner scanner = new TaskScanner();
    ClassGraph classGraph =
        new ClassGraph()
            .overrideClassLoaders(chain(loader))
            .disableModuleScanning()
            .enableClassInfo()
            .enableMethodInfo()
            .enableAnnotationInfo()
            .ignoreClassVisibility()
            .ignoreMethodVisibility()
            .rejectJars(REJECTED_JARS)
            .rejectPackages(REJECTED_PACKAGES);
    int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
    try (ScanResult result = classGraph.scan(threads)) {
      scanner.read(result);
    }
    return new Found(scanner.workflows, scanner.activities, scanner.implementations);
  }

  private static ClassLoader[] chain(ClassLoader loader) {
    List<ClassLoader> chain = new ArrayList<>();
    for (@Nullable ClassLoader next = loader; next != null; next = next.getParent()) {
      chain.add(0, next);
    }
    return chain.toArray(new ClassLoader[0]);
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
    Set<String> classes = new LinkedHashSet<>();
    activities.forEach(activity -> classes.add(activity.place().className()));
    for (String name : classes) {
      ClassInfo type = result.getClassInfo(name);
      if (type.isInterface()) {
        implementations.put(
            name,
            result
                .getClassesImplementing(name)
                .filter(c -> !c.isAbstract() && !c.isInterface() && !c.isAnonymousInnerClass())
                .getNames());
      }
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
      Optional<AnnotationValues> retry = values(method.getAnnotationInfo(Retry.class), Retry.class);
      if (own.isPresent()) {
        activities.add(new FoundActivity(place(type, method), own.get(), retry, false));
      } else if (ofType.isPresent() && type.isInterface() && isCoveredByType(method)) {
        activities.add(
            new FoundActivity(
                place(type, method), ofType.get(), retry.or(() -> retryOfType), true));
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
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(TaskScanner::plain).toList();
    }
    return value;
  }
}
