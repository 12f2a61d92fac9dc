package io.simpleflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the compiler takes workflows that are right, and refuses wrong types where they stand. */
class CompileTimeTest {
  private static final String TASKS =
      """
      final class Tasks {
        static int one(int a) { return a; }
        static String two(String a, long b) { return a + b; }
        static void print(String text) {}
      }
      abstract class Base<T> extends Workflow {
        public List<T> run(T one) { return List.of(one); }
      }
      final class Heir extends Base<Double> {}
      final class Quiet extends Workflow {
        public void run(String text) {}
      }
      final class Plain extends Workflow {
        public String run() { return ""; }
      }
      final class Many extends Workflow {
        public String run(int a, String b, List<String> c, long d, boolean e) { return b; }
      }
      """;

  @TempDir private Path folder;

  /** The statements that the compiler refuses, each in a workflow with a run of its own. */
  private List<String> refused(String... statements) {
    StringBuilder source = new StringBuilder("import io.simpleflow.*; import java.util.*;");
    for (int i = 0; i < statements.length; i++) {
      source
          .append("final class Tested%d extends Workflow {".formatted(i))
          .append("public String run(int x, String s) { if (x > 0) {")
          .append(statements[i].replace("Tested", "Tested" + i))
          .append("} return s; } }\n");
    }
    source.append(TASKS);
    List<String> refused = new ArrayList<>();
    for (long line : linesWithErrors(source.toString())) {
      refused.add(line <= statements.length ? statements[(int) line - 1] : "line " + line);
    }
    return refused;
  }

  private Set<Long> linesWithErrors(String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("memory:/Tested.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, diagnostics, options, null, List.of(file))
        .call();
    Set<Long> lines = new TreeSet<>();
    for (Diagnostic<?> found : diagnostics.getDiagnostics()) {
      if (found.getKind() == Diagnostic.Kind.ERROR) {
        lines.add(found.getLineNumber());
      }
    }
    return lines;
  }

  @Test
  void takesChildrenWhoseArgumentsFit() {
    assertThat(
            refused(
                "Future<List<Double>> f = submit(Heir::run, 1.5);",
                "Future<List<Double>> f = submit(Heir::run, Future.of(1.5));",
                "Future<String> f = submit(Plain::run);",
                "Future<Void> f = submit(Quiet::run, \"x\");",
                "Future<Void> f = submit(Quiet::run, submit(Plain::run));",
                "Future<String> f = submit(Tested::run, 1, \"x\");",
                "Future<String> f = submit(Tested::run, submit(Tasks::one, 1), \"x\");",
                "Future<String> f = submit(Tested::run, 1, submit(Plain::run));",
                "Future<String> f = submit(Many::run, 1, \"\", List.of(), 2L, true);",
                "Future<String> f = submit(ChildTask.<String>of(Plain.class));",
                "Future<String> f = with(WorkflowOptions.none()).submit(Plain::run);",
                "Future<String> f = onFailure(x1 -> FailureDecision.abort()).submit(Plain::run);"))
        .isEmpty();
  }

  @Test
  void refusesChildrenWhoseArgumentsDoNotFit() {
    String[] wrong = {
      "submit(Heir::run, \"text\");",
      "submit(Heir::run);",
      "submit(Plain::run, 1);",
      "submit(Quiet::run, submit(Tasks::one, 1));",
      "Future<Integer> f = submit(Plain::run);",
      "submit(Tested::run, \"x\", 1);",
      "submit(Tested::run, Future.of(\"x\"), \"x\");",
      "submit(Many::run, 1, \"\", List.of(1), 2L, true);",
      "submit(Tasks::one, \"text\");",
      "submit(ChildTask.of(String.class));"
    };
    assertThat(refused(wrong)).containsExactly(wrong);
  }

  @Test
  void takesNewRunsWhoseArgumentsFit() {
    assertThat(
            refused(
                "return continueAsNew(this::run, x + 1, s);",
                "String never = continueAsNew(this::run, 0, null);",
                "return continueAsNew(ContinueAsNew.with(x, s).withVersion(\"2\"));",
                "if (x > 1) { throw fail(\"reason\", \"details\"); }"))
        .isEmpty();
    assertThat(
            linesWithErrors(
                """
                class Loop extends io.simpleflow.Workflow {
                  public void run(int step) { continueAsNew(this::run, step + 1); }
                }
                """))
        .isEmpty();
    assertThat(
            linesWithErrors(
                """
                class Again extends io.simpleflow.Workflow {
                  public long run(int step, String s) { return continueAsNew(Again::run, step + 1, s); }
                }
                class Silent extends io.simpleflow.Workflow {
                  public void run() { continueAsNew(Silent::run); }
                }
                class Most extends io.simpleflow.Workflow {
                  public void run(int a, int b, int c, int d, long e) { continueAsNew(Most::run, a, b, c, d, e); }
                }
                """))
        .isEmpty();
  }

  @Test
  void takesNewRunsOfAnOverloadedRunByACast() {
    String template =
        """
        class Loop extends io.simpleflow.Workflow {
          public long run(int step) { return continueAsNew(%s, step + 1); }
          private long run(String other) { return 1; }
        }
        """;
    for (String reference :
        new String[] {
          "(io.simpleflow.Func.F1<Integer, Long>) this::run",
          "(io.simpleflow.Func.F2<Loop, Integer, Long>) Loop::run"
        }) {
      assertThat(linesWithErrors(template.formatted(reference))).as(reference).isEmpty();
    }
    assertThat(linesWithErrors(template.formatted("this::run"))).isNotEmpty();
    assertThat(linesWithErrors(template.formatted("Loop::run"))).isNotEmpty();
  }

  @Test
  void refusesNewRunsWhoseArgumentsDoNotFit() {
    String[] wrong = {
      "return continueAsNew(this::run, s, x);",
      "return continueAsNew(this::run, x);",
      "int never = continueAsNew(this::run, x, s);",
      "return continueAsNew(this::run, submit(Tasks::one, 1), s);",
      "return continueAsNew(Tasks::one, x);"
    };
    assertThat(refused(wrong)).containsExactly(wrong);
  }

  @Test
  void givesResultsTheirTypes() {
    assertThat(
            refused(
                "List<Integer> l = submit(Group.map(Tasks::one, List.of(1, 2))).result();",
                "List<Integer> l = submit(Chain.of(Task.<Integer>of((Func.F1<Integer, Integer>) Tasks::one, 1))).result();",
                "int n = submit(Tasks::one, 1).thenApply(i -> i + 1).result();",
                "String t = submit(Plain::run).thenCompose(p -> submit(Tasks::two, p, 1L)).result();",
                "String t = submit(Plain::run).exceptionally(e -> e.getMessage()).result();",
                "int n = Futures.firstSuccess(submit(Tasks::one, 1), submit(Tasks::one, 2)).result();",
                "for (Future<Integer> f : Futures.asCompleted(List.of(submit(Tasks::one, 1)))) { int n = f.result(); }",
                "Future<Integer> f = async(() -> submit(Tasks::one, 1).result() + 1);",
                "int n = waitSignal(\"go\", Integer.class).result();",
                "Optional<List<String>> v = markerValue(\"m\", new GenericType<List<String>>() {});",
                "Future<String> f = submit(LambdaTask.of(\"f\", String.class, x));"))
        .isEmpty();
  }
}
