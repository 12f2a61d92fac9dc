package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Param;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.spi.ExecutionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values on their way: as arguments, as results, as a workflow's input. */
abstract class ValuesContract extends ContractSuite {
  ValuesContract(BackendContract contract) {
    super(contract);
  }

  /** One of a closed set. */
  public enum Size {
    /** Small. */
    SMALL,
    /** Large. */
    LARGE
  }

  /** A record with a bit of everything. */
  public record Order(
      UUID id,
      Size size,
      LocalDate day,
      Instant placed,
      Duration patience,
      Optional<String> note,
      List<Integer> amounts,
      Map<String, Double> prices,
      @Nullable String comment) {}

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Does nothing. */
    @Activity
    public static void nothing(String text) {}

    /** Gives back what it gets, null too, which the functional types cannot say. */
    @Activity
    @NullUnmarked
    public static String echo(String text) {
      return text;
    }

    /** Gives back what it gets. */
    @Activity
    public static List<Order> orders(List<Order> orders) {
      return orders;
    }

    /** Gives an optional of what it gets. */
    @Activity
    public static Optional<Order> largest(List<Order> orders) {
      return orders.stream().filter(order -> order.size() == Size.LARGE).findFirst();
    }

    /** A text of so many characters. */
    @Activity
    public static String text(int length) {
      return "x".repeat(length);
    }
  }

  private static Order order(Size size) {
    return new Order(
        UUID.fromString("7f0d8a0e-9a53-4ad4-a9e5-2b9a17d9b0b1"),
        size,
        LocalDate.of(2024, 2, 29),
        Instant.parse("2026-01-02T03:04:05.678Z"),
        Duration.ofMinutes(90),
        Optional.of("bell is broken"),
        List.of(1, 2, 3),
        Map.of("apple", 0.5, "pear", 1e20),
        null);
  }

  /** Nothing as a result. */
  @WorkflowType(name = "contract.void")
  public static class Nothing extends Workflow {
    /** Returns nothing. */
    public void run() {
      Future<@Nullable Void> nothing = submit(Tasks::nothing, "x");
      nothing.result();
    }
  }

  @Test
  void knowsTasksAndWorkflowsWithoutAResult() throws Exception {
    ExecutionId execution = start(Nothing.class);
    assertThat(environment().await(execution).result()).contains("null");
  }

  /** Null on its way. */
  @WorkflowType(name = "contract.null")
  public static class Null extends Workflow {
    /** Whether null came back as null. */
    public boolean run(@Nullable String text) {
      return text == null && submit(Tasks::echo, text).result() == null;
    }
  }

  @Test
  void passesNull() throws Exception {
    assertThat(run(Null.class, Boolean.class, (Object) null)).isTrue();
  }

  /** Generic results. */
  @WorkflowType(name = "contract.generic")
  public static class Generic extends Workflow {
    /** Orders by way of two activities. */
    public List<Order> run(List<Order> orders) {
      Future<List<Order>> same = submit(Tasks::orders, orders);
      Optional<Order> largest = submit(Tasks::largest, same).result();
      List<Order> result = new ArrayList<>(same.result());
      largest.ifPresent(result::add);
      return result;
    }
  }

  @Test
  void keepsTheTypesOfRecordsInGenericResults() throws Exception {
    List<Order> orders = List.of(order(Size.SMALL), order(Size.LARGE));
    assertThat(run(Generic.class, new GenericType<List<Order>>() {}, orders))
        .containsExactly(order(Size.SMALL), order(Size.LARGE), order(Size.LARGE));
  }

  /** Text of every kind. */
  @WorkflowType(name = "contract.echo")
  public static class Echo extends Workflow {
    /** The text, by way of an activity. */
    public @Nullable String run(String text) {
      return submit(Tasks::echo, text).result();
    }
  }

  @Test
  void passesEveryCharacter() throws Exception {
    String text = "é€\ud83d\ude00\u2028\u0000\u001f\u007f\"\\/<>\n\t\r{}[]";
    assertThat(run(Echo.class, String.class, text)).isEqualTo(text);
  }

  /** A large value. */
  @WorkflowType(name = "contract.large")
  public static class Large extends Workflow {
    /** The length of a text that went from one activity to the next. */
    public int run(int length) {
      Future<String> large = submit(Tasks::text, length);
      String same = submit(Tasks::echo, large).result();
      return same == null ? -1 : same.length();
    }
  }

  @Test
  void passesValuesAsLargeAsTheLimit() throws Exception {
    int inputAround = "{\"args\":[\"\"],\"kwargs\":{}}".length();
    int length = 32_768 - inputAround;
    assertThat(run(Large.class, Integer.class, length)).isEqualTo(length);
  }

  /** Makes a value that is too large. */
  @WorkflowType(name = "contract.too.large")
  public static class TooLarge extends Workflow {
    /** The value, from where it is asked for. */
    public @Nullable String run(String place) {
      String large = "x".repeat(40_000);
      return switch (place) {
        case "argument" -> submit(Tasks::echo, large).result();
        case "task" -> submit(Tasks::text, large.length()).result();
        case "recorded" -> sideEffect(String.class, () -> large);
        default -> large;
      };
    }
  }

  @Test
  void saysWhatIsTooLargeAndWhatToDo() throws Exception {
    String words = " is 40,002 characters of JSON; at most 32,768 are allowed: return a reference";
    assertThat(failure("result"))
        .startsWith("Workflow execution error: the workflow's result" + words);
    assertThat(failure("task"))
        .startsWith("Workflow execution error in activity-")
        .contains("text: \"SerializationException: the result" + words);
    assertThat(failure("argument"))
        .startsWith("Workflow execution error: the input of activity-")
        .containsPattern("echo(-1)? is 40,")
        .contains("at most 32,768 are allowed: pass a reference");
    assertThat(failure("recorded"))
        .startsWith("Workflow execution error: a recorded value is 40,")
        .contains("at most 32,768 are allowed: record a reference");
  }

  private String failure(String place) throws InterruptedException {
    ExecutionOutcome outcome = environment().await(environment().start(TooLarge.class, place));
    assertThat(outcome.status()).isEqualTo(CloseStatus.FAILED);
    return outcome.reason().orElseThrow();
  }

  /** Arguments by position and name. */
  @WorkflowType(name = "contract.arguments")
  public static class Arguments extends Workflow {
    /** What was given. */
    public String run(
        int x, @Param(defaultValue = "\"none\"") String text, @Param("z") Optional<Integer> last) {
      return x + " " + text + " " + last.map(Object::toString).orElse("-");
    }
  }

  private String runWith(String input) throws InterruptedException {
    ExecutionId execution = environment().startWithInput(Arguments.class, input);
    return environment().result(execution, String.class);
  }

  @Test
  void takesInputByPositionByNameAndBoth() throws Exception {
    assertThat(runWith("{\"args\":[1,\"a\",3]}")).isEqualTo("1 a 3");
    assertThat(runWith("{\"kwargs\":{\"x\":1,\"z\":3}}")).isEqualTo("1 none 3");
    assertThat(runWith("{\"args\":[1],\"kwargs\":{\"text\":\"b\",\"z\":null}}")).isEqualTo("1 b -");
  }

  @Test
  void takesABareListOrValueAsInput() throws Exception {
    assertThat(runWith("[1,\"a\",3]")).isEqualTo("1 a 3");
    assertThat(run(Echo.class, String.class, "x")).isEqualTo("x");
    ExecutionId execution = environment().startWithInput(Echo.class, "\"bare\"");
    assertThat(environment().result(execution, String.class)).isEqualTo("bare");
  }
}
