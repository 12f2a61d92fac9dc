package io.simpleflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That every shape of submit compiles without help, and means what it says. */
class SubmitterTest {
  static final class Tasks {
    static int none() {
      return 0;
    }

    static int one(int a) {
      return a;
    }

    static List<String> two(String a, long b) {
      return List.of(a, "" + b);
    }

    static String three(int a, String b, List<String> c) {
      return a + b + c;
    }

    static int four(int a, int b, int c, int d) {
      return a + b + c + d;
    }

    static int six(int a, int b, int c, int d, int e, int f) {
      return a + b + c + d + e + f;
    }

    static void nothing() {}

    static void print(String text) {}

    static void print3(String text, int number, boolean flag) {}
  }

  interface Greeter {
    String greet(String name);
  }

  record Delay(int seconds) implements Callable<Integer> {
    @Override
    public Integer call() {
      return seconds;
    }
  }

  private final List<Submittable<?>> all = new ArrayList<>();

  private final List<Task<?>> submitted = new ArrayList<>();

  private final Submitter submitter =
      new Submitter() {
        @Override
        public <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
          all.add(submittable);
          if (submittable instanceof Task<?> task) {
            submitted.add(task);
          }
          return Promise.unawaitable();
        }

        @Override
        public <T> T stub(Class<T> activities) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void mixesValuesAndFuturesInAnyPosition() {
    Future<Integer> number = submitter.submit(Tasks::none);
    Future<Integer> one = submitter.submit(Tasks::one, number);
    Future<List<String>> two = submitter.submit(Tasks::two, "x", Future.of(2L));
    Future<String> three = submitter.submit(Tasks::three, one, "y", two);
    Future<Integer> four = submitter.submit(Tasks::four, 1, 2, 3, 4);
    Future<Integer> six =
        submitter.submit(Tasks::six, number, one, four, Future.of(1), Future.of(2), number);

    assertThat(submitted).hasSize(6);
    assertThat(submitted.get(3).arguments()).containsExactly(one, "y", two);
    assertThat(three.isDone() || six.isDone()).isFalse();
  }

  @Test
  void submitsMethodsWithoutResult() {
    Future<@Nullable Void> nothing = submitter.submit(Tasks::nothing);
    Future<@Nullable Void> print = submitter.submit(Tasks::print, "x");
    Future<@Nullable Void> print3 =
        submitter.submit(Tasks::print3, Future.of("x"), 1, Future.of(true));

    assertThat(List.of(nothing, print, print3)).allMatch(Future::isPending);
    assertThat(submitted.get(2).arguments()).hasSize(3).element(1).isEqualTo(1);
  }

  static final class Child extends Workflow {
    public long run(String a, int b) {
      return b;
    }
  }

  static final class QuietChild extends Workflow {
    public void run() {}
  }

  @Test
  void describesTasksThatKnowTheirResult() {
    Group<Integer> group = Group.of(Task.of(Tasks::none), Task.of(Tasks::one, Future.of(1)));
    Chain<Object> chain =
        Chain.<Object>of(
                Task.of(Tasks::two, "x", 2), Task.of(Tasks::three, 1, "b"), Task.of(Tasks::six))
            .append(group)
            .withSendResult(true);
    Task<@Nullable Void> nothing = Task.of(Tasks::print3, "x", 1, true);
    ChildTask<Long> child = ChildTask.of(Child::run, "x", 2);
    ChildTask<@Nullable Void> quiet = ChildTask.of(QuietChild::run);

    assertThat(chain.items()).hasSize(4);
    assertThat(nothing.arguments()).containsExactly("x", 1, true);
    assertThat(child.arguments()).containsExactly("x", 2);
    assertThat(quiet.target()).isInstanceOf(WorkflowTarget.OfFunction.class);
  }

  @Test
  void submitsClassesNamesAndMethodsOfAnObject() {
    Greeter greeter = name -> "hello " + name;
    Future<Integer> byClass = submitter.submit(Delay.class, 3);
    Future<String> byObject = submitter.submit(greeter::greet, "you");
    Future<Integer> byName =
        submitter.submit(Task.named("examples.basic.increment", "1.0", Integer.class, 1));
    Future<List<String>> generic =
        submitter.submit(Task.named("x", "1.0", new GenericType<List<String>>() {}));

    assertThat(submitted).hasSize(4);
    assertThat(submitted.get(3).target())
        .isInstanceOfSatisfying(
            TaskTarget.OfName.class,
            name ->
                assertThat(name.resultType().getTypeName())
                    .isEqualTo("java.util.List<java.lang.String>"));
    assertThat(List.of(byClass, byObject, byName, generic)).allMatch(Future::isPending);
  }

  @Test
  void mapsOverItemsAndOverArgumentLists() {
    List<Future<Integer>> mapped = submitter.map(Tasks::one, List.of(1, 2, 3));
    List<Future<List<String>>> starred =
        submitter.starmap(Tasks::two, List.of(List.of("a", 1L), List.of("b", mapped.get(0))));

    assertThat(mapped).hasSize(3);
    assertThat(starred).hasSize(2);
    assertThat(submitted.get(4).arguments()).containsExactly("b", mapped.get(0));
  }
}
