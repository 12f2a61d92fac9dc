package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.Activity;
import io.simpleflow.ActivityOptions;
import io.simpleflow.Func;
import io.simpleflow.GenericType;
import io.simpleflow.Param;
import io.simpleflow.Retry;
import io.simpleflow.RetryPolicy;
import io.simpleflow.Task;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityStubs;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.TaskArguments;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskResolverTest {
  static final class Methods {
    private Methods() {}

    @Activity
    public static List<String> words(String text) {
      return List.of(text.split(" ", -1));
    }

    @Activity(
        name = "resolver.full",
        version = "2",
        taskList = "list",
        taskPriority = 7,
        retry = 3,
        startToCloseTimeout = "30s",
        scheduleToStartTimeout = "5m",
        scheduleToCloseTimeout = "NONE",
        heartbeatTimeout = "1h",
        idempotent = true)
    public static void full() {}

    @Activity(
        name = "resolver.unlimited",
        startToCloseTimeout = "0",
        scheduleToStartTimeout = "None",
        heartbeatTimeout = "20")
    public static void unlimited() {}

    @Activity(name = "resolver.retry")
    @Retry(
        maximumAttempts = 4,
        initialInterval = "2s",
        backoffCoefficient = 3,
        maximumInterval = "1m",
        jitter = 0.5,
        nonRetryable = {IOException.class, IllegalStateException.class})
    public static void retry() {}

    public static int plain(int x) {
      return x;
    }
  }

  @Retry(maximumAttempts = 3, initialInterval = "0")
  static final class Patient {
    private Patient() {}

    @Activity
    public static void task() {}

    @Activity
    @Retry(maximumAttempts = 2, initialInterval = "0", backoffCoefficient = 1)
    public static void own() {}
  }

  static class Parent {
    @Activity(name = "resolver.inherited")
    public static int inherited() {
      return 1;
    }
  }

  static final class Child extends Parent {}

  interface Greeter {
    @Activity(name = "resolver.greet")
    String greet(String name);

    int unmarked(int x);

    default String greetWorld() {
      return greet("world");
    }
  }

  @Activity(name = "resolver.all", taskList = "all")
  interface All {
    List<Integer> first(int x);

    @Activity(name = "resolver.own")
    void second();
  }

  static final class Polite implements Greeter {
    @Override
    public String greet(String name) {
      return "dear " + name;
    }

    @Override
    public int unmarked(int x) {
      return x;
    }
  }

  abstract static class Base<T> implements Callable<T> {}

  @Activity(name = "resolver.class")
  static final class Listing extends Base<List<Long>> {
    Listing(@Param int x) {}

    @Override
    public List<Long> call() {
      return List.of();
    }
  }

  @Activity(name = "resolver.execute")
  static final class Executable {
    public String execute() {
      return "";
    }
  }

  static final class Unmarked implements Callable<String> {
    @Override
    public String call() {
      return "";
    }
  }

  private final ClassPathTasks catalog = Tasks.scan(getClass().getClassLoader());
  private final Tasks tasks = new Tasks(catalog);

  @Test
  void tracesAMethodReferenceToItsActivity() {
    Func.F1<String, List<String>> words = Methods::words;
    SubmittedActivity activity = tasks.resolve(words);

    assertThat(activity.type())
        .isEqualTo(
            new ActivityType(
                "io.simpleflow.engine.tasks.TaskResolverTest.Methods.words", "default"));
    assertThat(activity.resultType().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
    assertThat(activity.idempotent()).isFalse();
    Func.F0<Integer> inherited = Child::inherited;
    assertThat(tasks.resolve(inherited).type().name()).isEqualTo("resolver.inherited");
  }

  @Test
  void readsEveryOption() {
    Func.V0 full = Methods::full;
    SubmittedActivity activity = tasks.resolve(full);
    ActivityOptions options = activity.options();

    assertThat(activity.type()).isEqualTo(new ActivityType("resolver.full", "2"));
    assertThat(activity.resultType()).isEqualTo(Void.class);
    assertThat(activity.idempotent()).isTrue();
    assertThat(options.taskList()).contains("list");
    assertThat(options.taskPriority()).hasValue(7);
    assertThat(options.retry()).contains(RetryPolicy.immediately(3));
    assertThat(options.startToCloseTimeout()).contains(Duration.ofSeconds(30));
    assertThat(options.scheduleToStartTimeout()).contains(Duration.ofMinutes(5));
    assertThat(options.scheduleToCloseTimeout()).contains(ActivityOptions.NO_TIMEOUT);
    assertThat(options.heartbeatTimeout()).contains(Duration.ofHours(1));
    Func.V0 retry = Methods::retry;
    assertThat(tasks.resolve(retry).options().retry())
        .contains(
            new RetryPolicy(
                4,
                Duration.ofSeconds(2),
                3,
                Optional.of(Duration.ofMinutes(1)),
                0.5,
                List.of("java.io.IOException", "java.lang.IllegalStateException")));
  }

  @Test
  void takesTheRetryOfTheTypeWhereTheMethodHasNone() {
    Func.V0 task = Patient::task;
    Func.V0 own = Patient::own;

    assertThat(tasks.resolve(task).options().retry())
        .contains(RetryPolicy.exponential(3, Duration.ZERO));
    assertThat(tasks.resolve(own).options().retry()).contains(RetryPolicy.immediately(1));
  }

  @Test
  void laysTheTasksOptionsOverTheAnnotationsOverTheSettings() {
    ClassPathTasks other =
        ClassPathTasks.scan(
            getClass().getClassLoader(),
            new JsonDataConverter(),
            Optional.empty(),
            List.of(),
            Map.of(
                "ACTIVITY_DEFAULT_TIMEOUT", "10m",
                "ACTIVITY_HEARTBEAT_TIMEOUT", "20",
                "ACTIVITY_DEFAULT_TASK_LIST", "ours"));
    Func.F1<String, List<String>> words = Methods::words;
    Func.V0 full = Methods::full;

    ActivityOptions standard = tasks.resolve(words).options();
    assertThat(standard.taskList()).contains("default");
    assertThat(standard.heartbeatTimeout()).contains(Duration.ofMinutes(5));
    assertThat(standard.startToCloseTimeout()).contains(Duration.ofMinutes(5));
    ActivityOptions set = other.resolve(Task.of(words)).options();
    assertThat(set.taskList()).contains("ours");
    assertThat(set.heartbeatTimeout()).contains(Duration.ofSeconds(20));
    assertThat(set.startToCloseTimeout()).contains(Duration.ofMinutes(10));
    ActivityOptions own =
        other.resolve(Task.of(full).with(ActivityOptions.none().withTaskList("now"))).options();
    assertThat(own.taskList()).contains("now");
    assertThat(own.startToCloseTimeout()).contains(Duration.ofSeconds(30));
  }

  @Test
  void takesZeroNoneAndAnEmptySettingForNoTimeout() {
    ClassPathTasks unlimited =
        ClassPathTasks.scan(
            getClass().getClassLoader(),
            new JsonDataConverter(),
            Optional.empty(),
            List.of(),
            Map.of(
                "ACTIVITY_DEFAULT_TIMEOUT", "0",
                "ACTIVITY_START_TO_CLOSE_TIMEOUT", "30",
                "ACTIVITY_SCHEDULE_TO_CLOSE_TIMEOUT", "",
                "ACTIVITY_HEARTBEAT_TIMEOUT", "None"));
    Func.F1<String, List<String>> words = Methods::words;
    Func.V0 annotated = Methods::unlimited;

    ActivityOptions set = unlimited.resolve(Task.of(words)).options();
    assertThat(set.startToCloseTimeout()).contains(Duration.ofSeconds(30));
    assertThat(set.scheduleToStartTimeout()).contains(ActivityOptions.NO_TIMEOUT);
    assertThat(set.scheduleToCloseTimeout()).contains(ActivityOptions.NO_TIMEOUT);
    assertThat(set.heartbeatTimeout()).contains(ActivityOptions.NO_TIMEOUT);
    ActivityOptions own = unlimited.resolve(Task.of(annotated)).options();
    assertThat(own.startToCloseTimeout()).contains(ActivityOptions.NO_TIMEOUT);
    assertThat(own.scheduleToStartTimeout()).contains(ActivityOptions.NO_TIMEOUT);
    assertThat(own.heartbeatTimeout()).contains(Duration.ofSeconds(20));
  }

  @Test
  void refusesLambdasAndWhatIsNoActivitySayingWhatToDo() {
    Func.F1<String, List<String>> lambda = text -> Methods.words(text);
    Func.F1<Integer, Integer> plain = Methods::plain;
    Func.F1<Integer, Listing> constructor = Listing::new;
    Func.F2<Greeter, String, String> unbound = Greeter::greet;

    assertRefused(lambda, "method reference such as Foo::bar, not a lambda");
    assertRefused(lambda, "in io.simpleflow.engine.tasks.TaskResolverTest");
    assertRefused(plain, "TaskResolverTest.Methods.plain is not an activity; add @Activity");
    assertRefused(constructor, "submit the class Foo.class");
    assertRefused(unbound, "submit stub(Greeter.class)::greet");
    assertThatExceptionOfType(TaskNotFoundException.class)
        .isThrownBy(() -> catalog.resolve(Task.of(Unmarked.class)))
        .withMessageContaining("TaskResolverTest.Unmarked is not an activity; add @Activity");
  }

  private void assertRefused(Func function, String message) {
    assertThatExceptionOfType(TaskNotFoundException.class)
        .isThrownBy(() -> tasks.resolve(function))
        .withMessageContaining(message);
  }

  @Test
  void tracesAStubsMethodToTheInterfaceAndKeepsTheStubsOptions() {
    ActivityOptions gpu = ActivityOptions.none().withTaskList("gpu");
    Greeter plain = ActivityStubs.of(Greeter.class, ActivityOptions.none(), task -> null);
    Greeter onGpu = ActivityStubs.of(Greeter.class, gpu, task -> null);

    for (Greeter stub : List.of(plain, onGpu, plain)) {
      Func.F1<String, String> greet = stub::greet;
      SubmittedActivity activity = tasks.resolve(greet);
      assertThat(activity.type().name()).isEqualTo("resolver.greet");
      assertThat(activity.resultType()).isEqualTo(String.class);
      assertThat(activity.options().taskList()).contains(stub == onGpu ? "gpu" : "default");
    }
    Polite polite = new Polite();
    Func.F1<String, String> onInstance = polite::greet;
    assertThat(tasks.resolve(onInstance).type().name()).isEqualTo("resolver.greet");
    Func.F1<Integer, Integer> unmarked = plain::unmarked;
    assertRefused(unmarked, "Greeter.unmarked is not an activity");
  }

  @Test
  void submitsTheCallsOfAStub() throws Exception {
    List<Task<?>> submitted = new ArrayList<>();
    Greeter stub =
        ActivityStubs.of(
            Greeter.class,
            ActivityOptions.none().withTaskList("gpu"),
            task -> {
              submitted.add(task);
              return "hello " + task.arguments().get(0);
            });

    assertThat(stub.greet("you")).isEqualTo("hello you");
    assertThat(stub.greetWorld()).isEqualTo("hello world");
    assertThat(List.of(stub)).contains(stub);
    assertThat(stub).hasToString("stub of " + Greeter.class.getName());
    assertThat(catalog.resolve(submitted.get(0)).type().name()).isEqualTo("resolver.greet");
    assertThat(catalog.resolve(submitted.get(0)).options().taskList()).contains("gpu");
  }

  @Test
  void coversAllMethodsOfAnAnnotatedInterface() {
    All stub = ActivityStubs.of(All.class, ActivityOptions.none(), task -> null);
    Func.F1<Integer, List<Integer>> first = stub::first;
    Func.V0 second = stub::second;

    assertThat(tasks.resolve(first).type().name()).isEqualTo("resolver.all.first");
    assertThat(tasks.resolve(first).options().taskList()).contains("all");
    assertThat(tasks.resolve(second).type().name()).isEqualTo("resolver.own");
    assertThat(tasks.resolve(second).options().taskList()).contains("default");
  }

  @Test
  void takesClassesWithTheirGenericResult() {
    SubmittedActivity callable = catalog.resolve(Task.of(Listing.class, 1));
    SubmittedActivity executable =
        catalog.resolve(Task.of(Executable.class, new GenericType<List<String>>() {}));

    assertThat(callable.type().name()).isEqualTo("resolver.class");
    assertThat(callable.resultType().getTypeName()).isEqualTo("java.util.List<java.lang.Long>");
    assertThat(executable.resultType().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
    assertThatExceptionOfType(TaskArgumentException.class)
        .isThrownBy(() -> callable.check().check(new TaskArguments(List.of(), Map.of())))
        .withMessage("activity resolver.class: missing argument 'x' (int)");
  }

  @Test
  void takesNamesWhetherTheActivityIsHereOrNot() {
    SubmittedActivity here = catalog.resolve(Task.named("resolver.full", "2", Object.class));
    SubmittedActivity elsewhere =
        catalog.resolve(Task.named("python.task", "1", new GenericType<List<Integer>>() {}, 1));

    assertThat(here.options().taskList()).contains("list");
    assertThat(here.idempotent()).isTrue();
    assertThat(elsewhere.options().taskList()).contains("default");
    assertThat(elsewhere.options().startToCloseTimeout()).contains(Duration.ofMinutes(5));
    assertThat(elsewhere.resultType().getTypeName()).isEqualTo("java.util.List<java.lang.Integer>");
    elsewhere.check().check(new TaskArguments(List.of("anything", 2), Map.of("goes", 1)));
  }

  @Test
  void takesMethodsFoundByReflection() throws Exception {
    Task<@Nullable Object> task = Task.of(Methods.class.getMethod("words", String.class), "a b");

    assertThat(catalog.resolve(task).type().name()).endsWith("Methods.words");
    assertThat(catalog.resolve(task).resultType().getTypeName())
        .isEqualTo("java.util.List<java.lang.String>");
  }
}
