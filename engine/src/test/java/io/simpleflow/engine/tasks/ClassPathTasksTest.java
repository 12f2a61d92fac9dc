package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ConfigurationException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.WorkflowDefinition;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in jars and folders, and what is said of tasks that are written wrongly. */
class ClassPathTasksTest {
  @TempDir Path folder;

  private static SourceJar jar(String className, String body) {
    int dot = className.lastIndexOf('.');
    String header =
        """
        package %s;

        import io.simpleflow.*;
        import java.util.*;
        import java.util.concurrent.Callable;

        """
            .formatted(className.substring(0, dot));
    return new SourceJar().with(className, header + body);
  }

  private static void assertFault(ThrowingCallable call, String... parts) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(call)
        .satisfies(
            fault -> {
              assertThat(fault.getMessage()).contains(parts);
              assertThat(fault.getMessage()).doesNotContain("\n");
            });
  }

  @Test
  void findsTasksOfAJarAndOfAFolderWithTheirOrigin() throws Exception {
    Path jar =
        jar(
                "acme.Sums",
                """
                public class Sums {
                  @Activity public static int add(int a, int b) { return a + b; }
                  public static class Inner {
                    @Activity(version = "2") public static int negate(int a) { return -a; }
                  }
                }
                """)
            .build(folder.resolve("sums.jar"));
    Path classes =
        jar(
                "acme.flow.Flow",
                """
                @WorkflowType(name = "flow", version = "3", taskList = "list",
                    executionStartToCloseTimeout = "2h", taskStartToCloseTimeout = "NONE")
                public class Flow extends Workflow {
                  public int run(int x) { return x; }
                }
                """)
            .buildFolder(Files.createDirectory(folder.resolve("classes")));

    try (URLClassLoader loader = SourceJar.loader(jar, classes)) {
      ClassPathTasks tasks = Tasks.scan(loader);

      ActivityDefinition add =
          tasks.activity(new ActivityType("acme.Sums.add", "default")).orElseThrow();
      assertThat(add.implementation()).isEqualTo("acme.Sums.add");
      assertThat(add.origin()).isEqualTo(jar.toRealPath().toString());
      assertThat(Tasks.run(add, "{\"args\":[1],\"kwargs\":{\"b\":2}}")).isEqualTo("3");
      ActivityDefinition negate =
          tasks.activity(new ActivityType("acme.Sums.Inner.negate", "2")).orElseThrow();
      assertThat(Tasks.run(negate, "[5]")).isEqualTo("-5");
      assertThat(tasks.activities()).contains(add, negate);

      WorkflowDefinition flow = tasks.workflow(new WorkflowType("flow", "3"));
      assertThat(flow.origin()).isEqualTo(classes.toRealPath().toString());
      assertThat(flow.implementation()).isEqualTo("acme.flow.Flow");
      assertThat(flow.defaults().taskList()).contains("list");
      assertThat(flow.defaults().executionStartToCloseTimeout()).contains("7200");
      assertThat(flow.defaults().taskStartToCloseTimeout()).contains("NONE");
      assertThat(tasks.workflows()).contains(flow);
    }
  }

  @Test
  void runsNoneOfTheClassesCodeWhileLooking() throws Exception {
    Path jar =
        jar(
                "acme.Loud",
                """
                public class Loud {
                  static { System.setProperty("acme.loud", "initialised"); }
                  @Activity(name = "loud") public static void speak() {}
                }
                """)
            .build(folder.resolve("loud.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ClassPathTasks tasks = Tasks.scan(loader);
      ActivityDefinition loud = tasks.activity(new ActivityType("loud", "default")).orElseThrow();
      assertThat(loud.options().taskList()).contains("default");
      assertThat(tasks.problems()).noneMatch(problem -> problem.contains("Loud"));
      assertThat(System.getProperty("acme.loud")).isNull();

      assertThat(Tasks.run(loud, null)).isEqualTo("null");
      assertThat(System.getProperty("acme.loud")).isEqualTo("initialised");
    } finally {
      System.clearProperty("acme.loud");
    }
  }

  @Test
  void refusesTwoTasksOfOneNameAndVersionNamingBothPlaces() throws Exception {
    String body = "public class %s { @Activity(name = \"same\") public static void run() {} }";
    Path one = jar("acme.One", body.formatted("One")).build(folder.resolve("one.jar"));
    Path two = jar("acme.Two", body.formatted("Two")).build(folder.resolve("two.jar"));
    String flow =
        "@WorkflowType(name = \"flow\") public class %s extends Workflow {"
            + " public void run() {} }";
    Path three = jar("acme.Three", flow.formatted("Three")).build(folder.resolve("three.jar"));
    Path four = jar("acme.Four", flow.formatted("Four")).build(folder.resolve("four.jar"));

    try (URLClassLoader loader = SourceJar.loader(one, two)) {
      assertFault(
          () -> Tasks.scan(loader),
          "two activities named 'same', version 'default'",
          "acme.One.run in " + one.toRealPath(),
          "acme.Two.run in " + two.toRealPath());
    }
    try (URLClassLoader loader = SourceJar.loader(three, four)) {
      assertFault(
          () -> Tasks.scan(loader),
          "two workflows named 'flow', version 'default'",
          "acme.Three in " + three.toRealPath(),
          "acme.Four in " + four.toRealPath());
    }
  }

  @Test
  void refusesTwoVersionsOfOneJarButTakesAJarReachedTwiceForOne() throws Exception {
    SourceJar source =
        jar("acme.One", "public class One { @Activity public static void run() {} }");
    Path first = source.build(folder.resolve("one-1.0.jar"));
    Path second = source.build(folder.resolve("one-1.1.jar"));
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), first);

    try (URLClassLoader loader = SourceJar.loader(first, second)) {
      assertFault(() -> Tasks.scan(loader), "two copies of acme.One", "one-1.0.jar", "one-1.1.jar");
    }
    try (URLClassLoader loader = SourceJar.loader(first, link)) {
      assertThat(Tasks.scan(loader).activities())
          .filteredOn(activity -> activity.type().name().equals("acme.One.run"))
          .hasSize(1);
    }
  }

  @Test
  void letsAClassThatCannotBeLoadedHarmNobodyElse() throws Exception {
    Path jar =
        jar("acme.Missing", "public class Missing {}")
            .with(
                "acme.Broken",
                """
                package acme;
                import io.simpleflow.*;
                public class Broken extends Missing {
                  @Activity public static void run() {}
                }
                """)
            .with(
                "acme.Half",
                """
                package acme;
                import io.simpleflow.*;
                public class Half {
                  @Activity public static void take(Missing missing) {}
                }
                """)
            .with(
                "acme.Fine",
                """
                package acme;
                import io.simpleflow.*;
                public class Fine {
                  @Activity public static int run() { return 1; }
                }
                """)
            .leavingOut("acme.Missing")
            .build(folder.resolve("broken.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ClassPathTasks tasks = Tasks.scan(loader);
      Tasks use = new Tasks(tasks);

      assertThat(Tasks.run(use.activity(new ActivityType("acme.Fine.run", "default")), null))
          .isEqualTo("1");
      ActivityDefinition broken = use.activity(new ActivityType("acme.Broken.run", "default"));
      ActivityDefinition half = use.activity(new ActivityType("acme.Half.take", "default"));
      assertFault(() -> Tasks.run(broken, null), "acme.Broken.run", "broken.jar", "acme/Missing");
      assertFault(() -> Tasks.run(half, "[1]"), "acme.Half.take", "broken.jar", "acme/Missing");
      assertThat(tasks.problems()).filteredOn(problem -> problem.contains("broken.jar")).hasSize(2);
    }
  }

  @Test
  void saysWhatIsWrongWithAnAnnotationWhenTheTaskIsUsed() throws Exception {
    Path jar =
        jar(
                "acme.Wrong",
                """
                public class Wrong {
                  @Activity(name = "colon:") public static void colon() {}
                  @Activity(name = "version", version = "%s") public static void version() {}
                  @Activity(name = "both", retry = 1) @Retry(maximumAttempts = 2)
                  public static void both() {}
                  @Activity(name = "negative", retry = -1) public static void negative() {}
                  @Activity(name = "none", startToCloseTimeout = "soon")
                  public static void none() {}
                  @Activity(name = "attempts") @Retry(maximumAttempts = 0)
                  public static void attempts() {}
                }
                """
                    .formatted("v".repeat(65)))
            .build(folder.resolve("wrong.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ClassPathTasks tasks = Tasks.scan(loader);

      assertWrong(tasks, "colon:", "acme.Wrong.colon", "'colon:'", "SWF does not allow");
      assertFault(
          () -> tasks.activity(new ActivityType("version", "v".repeat(65))),
          "acme.Wrong.version",
          "has 65 characters; SWF allows 64");
      assertWrong(tasks, "both", "both retry = 1 and @Retry; remove one");
      assertWrong(tasks, "negative", "retry is -1");
      assertWrong(tasks, "none", "startToCloseTimeout is 'soon'; write a duration such as 30s");
      assertWrong(tasks, "attempts", "maximumAttempts must be at least 1");
      assertThat(tasks.activities())
          .noneMatch(activity -> activity.implementation().startsWith("acme.Wrong"));
      assertThat(tasks.problems()).filteredOn(problem -> problem.contains("wrong.jar")).hasSize(6);
    }
  }

  private static void assertWrong(ClassPathTasks tasks, String name, String... parts) {
    assertFault(() -> tasks.activity(new ActivityType(name, "default")), parts);
  }

  @Test
  void saysWhatIsWrongWithTheCodeWhenTheTaskIsUsed() throws Exception {
    Path jar =
        jar(
                "acme.Wrong",
                """
                public class Wrong {
                  @Activity(name = "hidden") static void hidden() {}
                  @Activity(name = "instance") public void instance() {}
                  @Activity(name = "default") public static void wrong(
                      @Param(defaultValue = "abc") int x) {}
                  @Activity(name = "twice") public static void twice(
                      @Param("x") int a, @Param("x") int b) {}
                  @Activity(name = "abstract") public abstract static class Abstract
                      implements Callable<String> {}
                  @Activity(name = "bodiless") public static class Bodiless {}
                  @Activity(name = "constructors") public static class Constructors {
                    public Constructors(int x) {}
                    public Constructors(String x) {}
                    public void execute() {}
                  }
                  @Activity(name = "inner") public class Inner { public void execute() {} }
                  @Activity(name = "two") public static class Two {
                    public int call() { return 1; }
                    public int execute() { return 2; }
                  }
                  public interface Unimplemented { @Activity(name = "lonely") void run(); }
                  public interface Crowded { @Activity(name = "crowded") void run(); }
                  public static class First implements Crowded { public void run() {} }
                  public static class Second implements Crowded { public void run() {} }
                }
                """)
            .build(folder.resolve("wrong.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      Tasks tasks = new Tasks(Tasks.scan(loader));

      assertFailsWith(tasks, "hidden", "acme.Wrong.hidden", "must be public");
      assertFailsWith(tasks, "instance", "must be static, or declared by an interface");
      assertFailsWith(tasks, "default", "the default of 'x' (int) does not fit it");
      assertFailsWith(tasks, "twice", "two parameters named 'x'");
      assertFailsWith(tasks, "abstract", "acme.Wrong.Abstract", "is abstract");
      assertFailsWith(tasks, "bodiless", "needs a public call() or execute()");
      assertFailsWith(tasks, "constructors", "one public constructor", "it has 2");
      assertFailsWith(tasks, "inner", "make it static");
      assertFailsWith(tasks, "two", "has both call() and execute()");
      assertFailsWith(tasks, "lonely", "acme.Wrong.Unimplemented.run", "no class implements");
      assertFailsWith(tasks, "crowded", "acme.Wrong$First, acme.Wrong$Second implement");
    }
  }

  private static void assertFailsWith(Tasks tasks, String name, String... parts) {
    ActivityDefinition activity = tasks.activity(new ActivityType(name, "default"));
    assertFault(() -> Tasks.run(activity, "{}"), parts);
  }

  @Test
  void explainsArgumentsByNameWithoutParameterNames() throws Exception {
    Path jar =
        jar("acme.Old", "public class Old { @Activity public static int run(int x) { return x; } }")
            .withoutParameterNames()
            .build(folder.resolve("old.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ActivityDefinition old =
          new Tasks(Tasks.scan(loader)).activity(new ActivityType("acme.Old.run", "default"));

      assertThat(Tasks.run(old, "[1]")).isEqualTo("1");
      assertThatExceptionOfType(io.simpleflow.TaskArgumentException.class)
          .isThrownBy(() -> Tasks.run(old, "{\"kwargs\":{\"x\":1}}"))
          .withMessage(
              "activity acme.Old.run: argument 'x' is given by name, but the parameters' names are"
                  + " not known; compile with -parameters, or name them with @Param");
      assertThatExceptionOfType(io.simpleflow.TaskArgumentException.class)
          .isThrownBy(() -> Tasks.run(old, "[]"))
          .withMessage("activity acme.Old.run: missing argument 1 (int)");
    }
  }

  @Test
  void findsTheImplementationOfAnInterfaceInAnotherJar() throws Exception {
    Path interfaces =
        jar(
                "acme.Greeter",
                "public interface Greeter { @Activity(name = \"greet\") String greet(String name);"
                    + " }")
            .build(folder.resolve("interfaces.jar"));
    Path implementation =
        jar(
                "other.Polite",
                """
                class Polite implements acme.Greeter {
                  private int calls;
                  @Override public String greet(String name) { return name + ++calls; }
                }
                """)
            .against(interfaces)
            .build(folder.resolve("implementation.jar"));

    try (URLClassLoader loader = SourceJar.loader(interfaces, implementation)) {
      ActivityDefinition greet =
          new Tasks(Tasks.scan(loader)).activity(new ActivityType("greet", "default"));

      assertThat(greet.origin()).isEqualTo(interfaces.toRealPath().toString());
      assertThat(Tasks.run(greet, "[\"you\"]")).isEqualTo("\"you1\"");
      assertThat(Tasks.run(greet, "[\"you\"]")).isEqualTo("\"you1\"");
    }
  }

  @Test
  void findsAnImplementationThatNamesItsInterfaceOnlyThroughItsSuperclass() throws Exception {
    Path jar =
        jar(
                "acme.Greeter",
                "public interface Greeter { @Activity(name = \"greet\") String greet(); }")
            .with(
                "acme.Base",
                """
                package acme;
                public abstract class Base implements Greeter {
                  public String greet() { return word(); }
                  abstract String word();
                }
                """)
            .with(
                "acme.Last",
                "package acme; public class Last extends Base { String word() { return \"hi\"; } }")
            .build(folder.resolve("greeter.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ActivityDefinition greet =
          new Tasks(Tasks.scan(loader)).activity(new ActivityType("greet", "default"));

      assertThat(Tasks.run(greet, null)).isEqualTo("\"hi\"");
    }
  }

  @Test
  void findsTasksOfAJarThatAnotherJarsManifestNames() throws Exception {
    jar("acme.One", "public class One { @Activity public static void run() {} }")
        .build(folder.resolve("named.jar"));
    Path naming = new SourceJar().withClassPath("named.jar").build(folder.resolve("naming.jar"));

    try (URLClassLoader loader = SourceJar.loader(naming)) {
      ActivityDefinition run =
          new Tasks(Tasks.scan(loader)).activity(new ActivityType("acme.One.run", "default"));

      assertThat(run.origin()).endsWith("named.jar");
      assertThat(Tasks.run(run, null)).isEqualTo("null");
    }
  }

  @Test
  void passesOverWhatIsNoJar() throws Exception {
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    Path jar =
        jar("acme.One", "public class One { @Activity public static void run() {} }")
            .build(folder.resolve("one.jar"));

    try (URLClassLoader loader = SourceJar.loader(text, folder.resolve("absent.jar"), jar)) {
      assertThat(Tasks.scan(loader).activity(new ActivityType("acme.One.run", "default")))
          .isPresent();
    }
  }

  @Test
  void findsAWorkflowByWhatPeopleCallIt() throws Exception {
    Path jar = workflows();

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ClassPathTasks tasks = Tasks.scan(loader);

      for (String text : new String[] {"invoice", "invoice:2", "acme.InvoiceFlow", "InvoiceFlow"}) {
        assertThat(tasks.workflow(text).implementation()).isEqualTo("acme.InvoiceFlow");
      }
      assertThat(tasks.workflow("acme.Outer.Nested").type())
          .isEqualTo(new WorkflowType("nested", "default"));
      assertThat(tasks.workflow("acme.Outer$Nested").type().name()).isEqualTo("nested");
      WorkflowDefinition plain = tasks.workflow("acme.Plain");
      assertThat(plain.type()).isEqualTo(new WorkflowType("acme.Plain", "default"));
      assertThat(tasks.workflow(plain.type())).isSameAs(plain);
      assertThat(tasks.workflow("acme.Outer.Unmarked").type().name())
          .isEqualTo("acme.Outer.Unmarked");
      assertThat(tasks.workflow(new WorkflowType("acme.Outer.Unmarked", "default")).type().name())
          .isEqualTo("acme.Outer.Unmarked");
    }
  }

  @Test
  void suggestsTheNearestWorkflowsAndListsAmbiguousOnes() throws Exception {
    Path jar = workflows();

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ClassPathTasks tasks = Tasks.scan(loader);

      assertThatExceptionOfType(TaskNotFoundException.class)
          .isThrownBy(() -> tasks.workflow("invoise"))
          .withMessage("no workflow 'invoise'; did you mean invoice (acme.InvoiceFlow)?");
      assertThatExceptionOfType(TaskNotFoundException.class)
          .isThrownBy(() -> tasks.workflow("acme.InvoceFlow"))
          .withMessageContaining("did you mean invoice (acme.InvoiceFlow)");
      assertThatExceptionOfType(TaskNotFoundException.class)
          .isThrownBy(() -> tasks.workflow("something else altogether"))
          .withMessageStartingWith("no workflow 'something else altogether'; there is ")
          .withMessageContaining("invoice (acme.InvoiceFlow)");
      assertThatExceptionOfType(TaskNotFoundException.class)
          .isThrownBy(() -> tasks.workflow("invoice:9"))
          .withMessage("no version '9' of workflow 'invoice'; there is 2");
      assertFault(
          () -> tasks.workflow("many"),
          "'many' is ambiguous: write one of many:1 (acme.Outer.Many1 in",
          "many:2 (acme.Outer.Many2 in");
      assertThatExceptionOfType(TaskNotFoundException.class)
          .isThrownBy(() -> tasks.workflow("java.lang.String"));
    }
  }

  private Path workflows() throws IOException {
    return jar(
            "acme.InvoiceFlow",
            """
            @WorkflowType(name = "invoice", version = "2")
            public class InvoiceFlow extends Workflow { public void run() {} }
            """)
        .with(
            "acme.Plain",
            """
            package acme;
            public class Plain extends io.simpleflow.Workflow { public void run() {} }
            """)
        .with(
            "acme.Outer",
            """
            package acme;
            import io.simpleflow.*;
            public class Outer {
              @WorkflowType(name = "nested")
              public static class Nested extends Workflow { public void run() {} }
              public static class Unmarked extends Workflow { public void run() {} }
              @WorkflowType(name = "many", version = "1")
              public static class Many1 extends Workflow { public void run() {} }
              @WorkflowType(name = "many", version = "2")
              public static class Many2 extends Workflow { public void run() {} }
            }
            """)
        .build(folder.resolve("workflows.jar"));
  }

  @Test
  void saysWhatIsWrongWithAWorkflowWhenItIsUsed() throws Exception {
    Path jar =
        jar(
                "acme.Outer",
                """
                public class Outer {
                  @WorkflowType(name = "runless") public static class Runless extends Workflow {
                    void run() {}
                  }
                  @WorkflowType(name = "runs") public static class Runs extends Workflow {
                    public void run() {}
                    public void run(int x) {}
                  }
                  @WorkflowType(name = "constructor")
                  public static class Constructor extends Workflow {
                    public Constructor(int x) {}
                    public void run() {}
                  }
                  @WorkflowType(name = "stranger") public static class Stranger {
                    public void run() {}
                  }
                  @WorkflowType(name = "abstract")
                  public abstract static class Abstract extends Workflow {
                    public void run() {}
                  }
                  @WorkflowType(name = "long", executionStartToCloseTimeout = "366d")
                  public static class Long extends Workflow { public void run() {} }
                  @WorkflowType(name = "retry", retry = -1)
                  public static class Retry extends Workflow { public void run() {} }
                  @WorkflowType(name = "events", continueAsNewAfterEvents = -5)
                  public static class Events extends Workflow { public void run() {} }
                  @WorkflowType(name = "few", continueAsNewAfterEvents = 9)
                  public static class Few extends Workflow { public void run() {} }
                  @WorkflowType(name = "many", continueAsNewAfterEvents = 25_001)
                  public static class Many extends Workflow { public void run() {} }
                }
                """)
            .build(folder.resolve("wrong.jar"));

    try (URLClassLoader loader = SourceJar.loader(jar)) {
      ClassPathTasks tasks = Tasks.scan(loader);

      assertNotStartable(tasks, "runless", "exactly one public method named run; it has 0");
      assertNotStartable(tasks, "runs", "it has 2");
      assertNotStartable(tasks, "constructor", "public constructor without parameters");
      assertNotStartable(tasks, "stranger", "must extend io.simpleflow.Workflow");
      assertNotStartable(tasks, "abstract", "is abstract");
      assertNotStartable(tasks, "long", "at most a year");
      assertNotStartable(tasks, "retry", "acme.Outer.Retry: retry is -1", "wrong.jar");
      assertNotStartable(tasks, "events", "acme.Outer.Events: continueAsNewAfterEvents is -5");
      assertNotStartable(
          tasks, "few", "continueAsNewAfterEvents is 9;", "from 10 to 25,000, or 0 for never");
      assertNotStartable(tasks, "many", "continueAsNewAfterEvents is 25001;");
      assertThat(tasks.problems())
          .filteredOn(problem -> problem.contains("wrong.jar"))
          .hasSize(10)
          .anyMatch(problem -> problem.startsWith("acme.Outer.Events: continueAsNewAfterEvents"));
    }
  }

  private static void assertNotStartable(ClassPathTasks tasks, String name, String... parts) {
    assertFault(() -> tasks.workflow(name).checkInput("{}"), parts);
  }
}
