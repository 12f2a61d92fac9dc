package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.SerializationException;
import io.simpleflow.Task;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityInterceptor;
import io.simpleflow.spi.ObjectFactory;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowRuntime;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class RunningTasksTest {
  static final class Methods {
    private Methods() {}

    @Activity(name = "running.id")
    public static String id() {
      return ActivityContext.current().activityId();
    }

    @Activity(name = "running.nothing")
    public static void nothing() {}

    @Activity(name = "running.read")
    public static String read(String file) throws IOException {
      return Files.readString(Path.of(file));
    }

    @Activity(name = "running.deep")
    public static int deep(int x) {
      return x == Integer.MAX_VALUE ? x : 1 + deep(x + 1);
    }

    @Activity(name = "running.unwritable")
    public static Object unwritable() {
      return new Object();
    }
  }

  @Activity(name = "running.record")
  record Sum(int a, int b) implements Callable<Integer> {
    @Override
    public Integer call() {
      return a + b;
    }
  }

  @Activity(name = "running.execute")
  static class Executed {
    private final List<String> log;

    public Executed(String first, ActivityContext context) {
      log = new ArrayList<>(List.of(first, context.activityId()));
    }

    public List<String> execute() {
      log.add("execute");
      return log;
    }

    public void postExecute() {
      log.add("after");
    }
  }

  interface Counter {
    @Activity(name = "running.count")
    int count(int step);
  }

  static final class StepCounter implements Counter {
    private final int start;

    StepCounter(int start) {
      this.start = start;
    }

    @Override
    public int count(int step) {
      return start + step;
    }
  }

  @WorkflowType(name = "running.adder")
  static class Adder extends Workflow {
    public List<Integer> run(int x, int y) {
      return List.of(x + y, submit(Task.named("seven", "1", Integer.class)).result());
    }
  }

  @WorkflowType(name = "running.unwritable")
  static class Unwritable extends Workflow {
    public Object run() {
      return new Object();
    }
  }

  @WorkflowType(name = "running.throwing")
  static class Throwing extends Workflow {
    public void run(boolean error) throws FileNotFoundException {
      if (error) {
        throw new AssertionError("unwound");
      }
      throw new FileNotFoundException("gone");
    }
  }

  private final Tasks tasks = Tasks.own();

  private static ActivityType type(String name) {
    return new ActivityType(name, "default");
  }

  @Test
  void runsAMethodWithItsContextAndWritesItsResult() throws Exception {
    Func.F0<String> id = Methods::id;
    Func.V0 nothing = Methods::nothing;
    assertThat(tasks.run(id, null)).isEqualTo("\"activity-1\"");
    assertThat(tasks.run(nothing, "{}")).isEqualTo("null");
  }

  @Test
  void throwsWhatTheActivityThrows() {
    Func.F1<String, String> read = Methods::read;
    Func.F1<Integer, Integer> deep = Methods::deep;
    assertThatThrownBy(() -> tasks.run(read, "[\"no such file\"]"))
        .isExactlyInstanceOf(NoSuchFileException.class)
        .hasMessage("no such file");
    assertThatThrownBy(() -> tasks.run(deep, "[1]")).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void namesTheActivityWhoseResultCannotBeWritten() {
    Func.F0<Object> unwritable = Methods::unwritable;
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> tasks.run(unwritable, "{}"))
        .withMessageStartingWith("activity running.unwritable: its result: ");
  }

  @Test
  void runsClassesThatAreMadeFromTheirArguments() throws Exception {
    assertThat(Tasks.run(tasks.activity(type("running.record")), "{\"kwargs\":{\"a\":1,\"b\":2}}"))
        .isEqualTo("3");
    assertThat(Tasks.run(tasks.activity(type("running.execute")), "[\"first\"]"))
        .isEqualTo("[\"first\",\"activity-1\",\"execute\",\"after\"]");
  }

  @Test
  void takesTheInstanceOfAnInterfaceFromTheObjectFactory() throws Exception {
    ObjectFactory factory =
        new ObjectFactory() {
          @Override
          public <T> T get(Class<T> wanted) {
            return wanted.cast(new StepCounter(40));
          }
        };
    Tasks withFactory =
        new Tasks(
            ClassPathTasks.scan(
                getClass().getClassLoader(),
                new JsonDataConverter(),
                Optional.of(factory),
                List.of(),
                Map.of()));

    assertThat(Tasks.run(withFactory.activity(type("running.count")), "[2]")).isEqualTo("42");
    assertThatThrownBy(() -> Tasks.run(tasks.activity(type("running.count")), "[2]"))
        .hasMessageContaining("StepCounter has no public constructor without parameters")
        .hasMessageContaining("ObjectFactory");
  }

  @Test
  void nestsInterceptorsTheFirstOutermost() throws Exception {
    List<String> log = new ArrayList<>();
    ActivityInterceptor outer =
        (context, attempt) -> {
          log.add("outer " + ActivityContext.current().name());
          return "[" + attempt.call() + "]";
        };
    ActivityInterceptor inner =
        (context, attempt) -> {
          log.add("inner " + context.name());
          return "{" + attempt.call() + "}";
        };
    Tasks intercepted =
        new Tasks(
            ClassPathTasks.scan(
                getClass().getClassLoader(),
                new JsonDataConverter(),
                Optional.empty(),
                List.of(outer, inner),
                Map.of()));

    assertThat(Tasks.run(intercepted.activity(type("running.nothing")), null))
        .isEqualTo("[{null}]");
    assertThat(log).containsExactly("outer running.nothing", "inner running.nothing");
  }

  @Test
  void runsAWorkflowOnItsRuntime() throws Throwable {
    WorkflowDefinition adder = Tasks.scan(getClass().getClassLoader()).workflow("running.adder");

    assertThat(adder.run("{\"args\":[1],\"kwargs\":{\"y\":2}}", sevens())).isEqualTo("[3,7]");
    assertThat(adder.run("[3,4]", sevens())).isEqualTo("[7,7]");
    adder.checkInput("[1,2]");
    assertThatExceptionOfType(TaskArgumentException.class)
        .isThrownBy(() -> adder.checkInput("[1]"))
        .withMessage("workflow running.adder: missing argument 'y' (int)");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> adder.checkInput("{\"args\": ["));
  }

  @Test
  void throwsWhatTheWorkflowThrowsAndNamesItIfItsResultCannotBeWritten() {
    ClassPathTasks catalog = Tasks.scan(getClass().getClassLoader());
    WorkflowDefinition throwing = catalog.workflow("running.throwing");

    assertThatThrownBy(() -> throwing.run("[false]", sevens()))
        .isExactlyInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> throwing.run("[true]", sevens()))
        .isExactlyInstanceOf(AssertionError.class);
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> catalog.workflow("running.unwritable").run("{}", sevens()))
        .withMessageStartingWith("workflow running.unwritable: its result: ");
  }

  /** Every task gives seven at once; there is nothing else. */
  private static WorkflowRuntime sevens() {
    return (WorkflowRuntime)
        Proxy.newProxyInstance(
            WorkflowRuntime.class.getClassLoader(),
            new Class<?>[] {WorkflowRuntime.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "begin" -> null;
                  case "submit" -> Future.of(7);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
