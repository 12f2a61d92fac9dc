package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.Func;
import io.simpleflow.Param;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.spi.TaskArguments;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArgumentBinderTest {
  record Order(String id, List<LocalDate> days) {}

  /** Activities of every shape of parameters. */
  static final class Shapes {
    private Shapes() {}

    @Activity(name = "one")
    public static int one(int x) {
      return x + 1;
    }

    @Activity(name = "three")
    public static String three(String a, @Nullable Integer b, boolean c) {
      return a + b + c;
    }

    @Activity(name = "defaults")
    public static String defaults(
        int a, @Param(value = "bee", defaultValue = "[1,2]") List<Integer> b, Optional<String> c) {
      return a + " " + b + " " + c;
    }

    @Activity(name = "context")
    public static String context(ActivityContext context, int x) {
      return context.activityId() + x;
    }

    @Activity(name = "variable")
    public static String variable(String first, int... rest) {
      return first + Arrays.toString(rest);
    }

    @Activity(name = "lists")
    public static String lists(List<?>... lists) {
      return Arrays.toString(lists);
    }

    @Activity(name = "order")
    public static String order(Order order, Map<String, List<Order>> others) {
      return order.days().get(0).plusDays(1) + " " + others;
    }
  }

  private final Tasks tasks = Tasks.own();

  private String one(String input) throws Exception {
    Func.F1<Integer, Integer> one = Shapes::one;
    return tasks.run(one, input);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatExceptionOfType(TaskArgumentException.class).isThrownBy(call).withMessage(message);
  }

  @Test
  void bindsByPositionByNameAndBareValues() throws Exception {
    assertThat(one("{\"args\":[1]}")).isEqualTo("2");
    assertThat(one("{\"kwargs\":{\"x\":1}}")).isEqualTo("2");
    assertThat(one("[1]")).isEqualTo("2");
    assertThat(one("1")).isEqualTo("2");
    Func.F3<String, Integer, Boolean, String> three = Shapes::three;
    assertThat(tasks.run(three, "{\"args\":[\"a\"],\"kwargs\":{\"c\":true,\"b\":null}}"))
        .isEqualTo("\"anulltrue\"");
  }

  @Test
  void fillsInWhatMayBeLeftOut() throws Exception {
    Func.F3<Integer, List<Integer>, Optional<String>, String> defaults = Shapes::defaults;
    assertThat(tasks.run(defaults, "[1]")).isEqualTo("\"1 [1, 2] Optional.empty\"");
    assertThat(tasks.run(defaults, "{\"kwargs\":{\"a\":1,\"bee\":[3],\"c\":\"x\"}}"))
        .isEqualTo("\"1 [3] Optional[x]\"");
  }

  @Test
  void handsTheContextOverWithoutCountingIt() throws Exception {
    Func.F2<ActivityContext, Integer, String> context = Shapes::context;
    assertThat(tasks.run(context, "[7]")).isEqualTo("\"activity-17\"");
    assertRefused(
        () -> tasks.run(context, "[7,8]"),
        "activity context: 2 arguments given, 1 wanted: (int x)");
  }

  @Test
  void gathersVariableArguments() throws Exception {
    Func.F2<String, int[], String> variable = variableReference();
    assertThat(variable).isNotNull();
    assertThat(runVariable("[\"a\"]")).isEqualTo("\"a[]\"");
    assertThat(runVariable("[\"a\",1,2]")).isEqualTo("\"a[1, 2]\"");
    assertThat(runVariable("[\"a\",[1,2]]")).isEqualTo("\"a[1, 2]\"");
    assertThat(runVariable("{\"kwargs\":{\"first\":\"a\",\"rest\":[1]}}")).isEqualTo("\"a[1]\"");
    assertThat(runNamed("lists", "[[1,2]]")).isEqualTo("\"[[1, 2]]\"");
    assertRefused(() -> runVariable("[]"), "activity variable: missing argument 'first' (String)");
  }

  private static Func.F2<String, int[], String> variableReference() {
    return Shapes::variable;
  }

  private String runVariable(String input) throws Exception {
    return runNamed("variable", input);
  }

  private String runNamed(String name, String input) throws Exception {
    return Tasks.run(
        tasks.activity(new io.simpleflow.history.ActivityType(name, "default")), input);
  }

  @Test
  void readsGenericTypesWhole() throws Exception {
    assertThat(
            runNamed(
                "order",
                "[{\"id\":\"a\",\"days\":[\"2020-01-01\"]},{\"x\":[{\"id\":\"b\",\"days\":[]}]}]"))
        .isEqualTo("\"2020-01-02 {x=[Order[id=b, days=[]]]}\"");
  }

  @Test
  void takesArgumentsByNameWithoutKwargsAroundThem() throws Exception {
    assertThat(one("{\"x\":1}")).isEqualTo(one("{\"kwargs\":{\"x\":1}}"));
  }

  @Test
  void namesTheParameterThatIsWrong() {
    assertRefused(() -> one("{}"), "activity one: missing argument 'x' (int)");
    assertRefused(() -> one("[1,2,3]"), "activity one: 3 arguments given, 1 wanted: (int x)");
    assertRefused(
        () -> one("{\"kwargs\":{\"y\":1}}"),
        "activity one: unknown argument 'y'; its parameters are (int x)");
    assertRefused(
        () -> one("{\"args\":[1],\"kwargs\":{\"x\":1}}"),
        "activity one: argument 'x' (int) given twice, by position and by name");
    assertRefused(() -> one("[\"abc\"]"), "activity one: argument 'x' (int) cannot be \"abc\"");
    assertRefused(() -> one("[null]"), "activity one: argument 'x' (int) cannot be null");
    assertRefused(() -> one("[1.5]"), "activity one: argument 'x' (int) cannot be 1.5");
    assertRefused(
        () -> one("{\"y\":1}"),
        "activity one: missing argument 'x' (int);"
            + " write the input as {\"args\": […]} or {\"kwargs\": {…}}");
    assertThatExceptionOfType(TaskArgumentException.class)
        .isThrownBy(() -> runNamed("order", "[{\"id\":\"a\",\"days\":[\"someday\"]},{}]"))
        .withMessageStartingWith(
            "activity order: argument 'order' (Order) cannot be"
                + " {\"days\":[\"someday\"],\"id\":\"a\"}: ")
        .withMessageContaining("LocalDate")
        .extracting(e -> String.valueOf(e.getMessage()).lines().count())
        .isEqualTo(1L);
  }

  @Test
  void looksAtValuesBeforeTheyAreSentButRefusesNothingThatJsonAccepts() {
    Func.F1<Integer, Integer> one = Shapes::one;
    var check = tasks.resolve(one).check();

    check.check(given(1L));
    check.check(new TaskArguments(List.of(), Map.of("x", 1L)));
    assertRefused(
        () -> check.check(given("abc")), "activity one: argument 'x' (int) cannot be \"abc\"");
    assertRefused(
        () -> check.check(given((Object) null)), "activity one: argument 'x' (int) cannot be null");
    assertRefused(
        () -> check.check(given(1, 2)), "activity one: 2 arguments given, 1 wanted: (int x)");
    assertRefused(
        () -> check.check(new TaskArguments(List.of(), Map.of("x", "abc"))),
        "activity one: argument 'x' (int) cannot be \"abc\"");
    assertRefused(() -> check.check(given()), "activity one: missing argument 'x' (int)");

    Func.F2<Order, Map<String, List<Order>>, String> order = Shapes::order;
    tasks
        .resolve(order)
        .check()
        .check(given(Map.of("id", "a", "days", List.of("2020-01-01")), Map.of()));
    Func.F2<String, int[], String> variable = Shapes::variable;
    tasks.resolve(variable).check().check(given("a", List.of(1, 2)));
  }

  private static TaskArguments given(@Nullable Object... arguments) {
    return new TaskArguments(Arrays.asList(arguments), Map.of());
  }
}
