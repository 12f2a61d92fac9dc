package io.simpleflow.engine.tasks;

import io.simpleflow.ConfigurationException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loads the code of an activity and checks that it can be called.
 *
 * @param environment what it is run with
 * @param implementations finds what could run the activities of an interface
 */
record CodeFinder(TaskEnvironment environment, Implementations implementations) {
  private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE;

  /**
   * The code of an activity.
   *
   * @param task the activity, for messages about its arguments
   * @throws ConfigurationException naming the place, if it cannot be loaded or called
   */
  ActivityCode find(String task, TaskPlace place) {
    Class<?> type = environment.load(place);
    try {
      return place.method().isPresent()
          ? method(task, place, type, place.method().get())
          : ofClass(task, place, type);
    } catch (LinkageError broken) {
      throw TaskEnvironment.broken(place, broken);
    }
  }

  private ActivityCode method(
      String task, TaskPlace place, Class<?> type, TaskPlace.MethodKey key) {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(candidate -> TaskPlace.MethodKey.of(candidate).equals(key))
            .findFirst()
            .orElseThrow(() -> place.problem("the method has gone from the class"));
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    if (!Modifier.isPublic(method.getModifiers())) {
      throw place.problem("an activity's method must be public");
    }
    if (!isStatic && !type.isInterface()) {
      throw place.problem(
          "an activity's method must be static, or declared by an interface: move the annotation"
              + " to an interface that the class implements");
    }
    return new ActivityCode.OfMethod(
        new ArgumentBinder(task, place, method, environment.converter()),
        ResultTypes.of(type, method),
        ActivityCode.accessible(method),
        isStatic ? () -> null : receiver(place, type));
  }

  /** Where the implementation is looked for when it is called: who submits need not have it. */
  private ActivityCode.Receiver receiver(TaskPlace place, Class<?> type) {
    return environment
        .objectFactory()
        .<ActivityCode.Receiver>map(factory -> () -> factory.get(wanted(type)))
        .orElse(
            () -> ActivityCode.instantiate(constructorWithoutParameters(place, only(place, type))));
  }

  /** The one class that there is; where there are several, the factory chooses. */
  private Class<?> wanted(Class<?> type) {
    List<Class<?>> found = implementations.of(type);
    return found.size() == 1 ? found.get(0) : type;
  }

  private Class<?> only(TaskPlace place, Class<?> type) {
    List<Class<?>> found = implementations.of(type);
    if (found.size() == 1) {
      return found.get(0);
    }
    String names = found.stream().map(Class::getName).collect(Collectors.joining(", "));
    throw place.problem(
        (found.isEmpty() ? "no class implements" : names + " implement")
            + " the interface; put exactly one implementation, or an ObjectFactory, on the class"
            + " path");
  }

  private static Constructor<?> constructorWithoutParameters(TaskPlace place, Class<?> type) {
    return constructors(type)
        .filter(constructor -> constructor.getParameterCount() == 0)
        .map(ActivityCode::accessible)
        .findFirst()
        .orElseThrow(
            () ->
                place.problem(
                    type.getName()
                        + " has no public constructor without parameters; give it one, or put an"
                        + " ObjectFactory on the class path"));
  }

  private ActivityCode ofClass(String task, TaskPlace place, Class<?> type) {
    refuseUninstantiable(place, type);
    Method body = body(place, type);
    List<Constructor<?>> constructors = constructors(type).toList();
    if (constructors.size() != 1) {
      throw place.problem(
          "an activity class needs one public constructor, for the task's arguments; it has "
              + constructors.size());
    }
    Constructor<?> constructor = constructors.get(0);
    return new ActivityCode.OfClass(
        new ArgumentBinder(task, place, constructor, environment.converter()),
        ResultTypes.of(type, body),
        ActivityCode.accessible(constructor),
        ActivityCode.accessible(body),
        publicMethods(type, "postExecute").findFirst().map(ActivityCode::accessible));
  }

  private static Method body(TaskPlace place, Class<?> type) {
    Optional<Method> call = publicMethods(type, "call").findFirst();
    Optional<Method> execute = publicMethods(type, "execute").findFirst();
    if (call.isPresent() && (execute.isEmpty() || Callable.class.isAssignableFrom(type))) {
      return call.get();
    }
    if (call.isPresent()) {
      throw place.problem("has both call() and execute(); implement Callable, or remove one");
    }
    return execute.orElseThrow(
        () ->
            place.problem(
                "an activity class needs a public call() or execute() without parameters"));
  }

  private static Stream<Method> publicMethods(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
        .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()));
  }

  /** Refuses what {@code new} could not make an instance of. */
  static void refuseUninstantiable(TaskPlace place, Class<?> type) {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw place.problem("is abstract; annotate a class that can be instantiated");
    }
    if (type.isAnonymousClass()
        || type.isLocalClass()
        || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()))) {
      throw place.problem("needs an instance of the class around it; make it static");
    }
  }

  /** The public constructors; of a class that is not public, also those as visible as itself. */
  static Stream<Constructor<?>> constructors(Class<?> type) {
    return Arrays.<Constructor<?>>stream(type.getDeclaredConstructors())
        .filter(constructor -> !constructor.isSynthetic())
        .filter(
            constructor ->
                Modifier.isPublic(constructor.getModifiers())
                    || (constructor.getModifiers() & ACCESS) == (type.getModifiers() & ACCESS));
  }
}
