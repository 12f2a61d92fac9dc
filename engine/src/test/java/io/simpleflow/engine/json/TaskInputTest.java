package io.simpleflow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.SerializationException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskInputTest {
  private final JsonDataConverter converter = new JsonDataConverter();

  @Test
  void hashesAsTheOriginalDoes() throws Exception {
    assertThat(md5(List.of(1, 2), Map.of())).isEqualTo("8094691459d735033d797998c7b50bc0");
    assertThat(md5(List.of(1), Map.of())).isEqualTo("bdc09455c37471e0ba7397350413a5e6");
    assertThat(md5(List.of(1), Map.of("k", "é"))).isEqualTo("0a311d3732f600098684fbc4ea5303f2");
    assertThat(md5(List.of(), Map.of())).isEqualTo("1c819d1df3ad46e07eced4ec93147ce9");
    assertThat(md5(List.of(1.0, 1e-5, 1e16, Double.NaN), Map.of()))
        .isEqualTo("e34e05bbdab04273a7689866f6ef764c");
  }

  @Test
  void readsEveryFormOfInput() {
    assertThat(TaskInput.parse("{\"args\": [1, \"x\"], \"kwargs\": {\"k\": [null]}}"))
        .isEqualTo(input(List.of("1", "\"x\""), Map.of("k", "[null]")));
    assertThat(TaskInput.parse("[1, {\"b\": 1, \"a\": 2}]"))
        .isEqualTo(input(List.of("1", "{\"a\":2,\"b\":1}"), Map.of()));
    assertThat(TaskInput.parse("\"x\"")).isEqualTo(input(List.of("\"x\""), Map.of()));
    assertThat(TaskInput.parse("null")).isEqualTo(input(List.of("null"), Map.of()));
    assertThat(TaskInput.parse("{\"args\":null,\"kwargs\":null}")).isEqualTo(TaskInput.empty());
    assertThat(TaskInput.parse("{}")).isEqualTo(TaskInput.empty());
    assertThat(TaskInput.parse(null)).isEqualTo(TaskInput.empty());
    assertThat(TaskInput.parse(" \n")).isEqualTo(TaskInput.empty());
  }

  @Test
  void keepsWhatIsNeitherArgsNorKwargs() {
    String json =
        "{\"Z\":1,\"__extra\":{\"class\":\"a.B\"},\"args\":[1],\"kwargs\":{},\"meta\":{}}";
    TaskInput input = TaskInput.parse(json);

    assertThat(input.other("__extra")).contains("{\"class\":\"a.B\"}");
    assertThat(input.other("none")).isEmpty();
    assertThat(input.toJson()).isEqualTo(json);
    assertThat(
            TaskInput.of(converter, Arrays.asList(1, null), Map.of("b", 2, "a", 1))
                .withOther("meta", "{}")
                .toJson())
        .isEqualTo("{\"args\":[1,null],\"kwargs\":{\"a\":1,\"b\":2},\"meta\":{}}");
  }

  @Test
  void saysWhichAttemptItIsFor() {
    TaskInput input = TaskInput.parse("[1]");
    String third = input.withAttempt(2).withAttempt(3).toJson();

    assertThat(third).isEqualTo("{\"__attempt\":3,\"args\":[1],\"kwargs\":{}}");
    assertThat(TaskInput.attempt(third)).isEqualTo(3);
    assertThat(List.of(input.toJson(), "{\"__attempt\":\"x\"}", "__attempt", "[\"__attempt\"]"))
        .allMatch(other -> TaskInput.attempt(other) == 1);
    assertThat(TaskInput.attempt(null)).isEqualTo(1);
    assertThat(TaskInput.ofFirstAttempt(third)).isEqualTo(input.toJson());
    assertThat(TaskInput.ofFirstAttempt("{\"args\": [1]}")).isEqualTo("{\"args\": [1]}");
  }

  @Test
  void takesNumbersAsTheyAre() {
    String json =
        "[1e-05,0.00001,1.10,-0.0,-0,NaN,-Infinity,1e400,123456789012345678901234567890,"
            + "12345678901234567890.123456789,1E+2]";

    assertThat(TaskInput.parse(json).args())
        .containsExactly(
            "1e-05",
            "1e-05",
            "1.10",
            "-0.0",
            "0",
            "NaN",
            "-Infinity",
            "1E+400",
            "123456789012345678901234567890",
            "12345678901234567890.123456789",
            "100.0");
  }

  /** What begins with a blank is never plain. */
  @Test
  void readsPlainInputsAsTheParserDoes() {
    for (String args :
        List.of(
            "",
            "1",
            "1,2",
            "\"a\",true,null,-3",
            "\"],\"",
            ",",
            "1,",
            ",1",
            "1,,2",
            "[1]",
            "[],1",
            "-0",
            "01",
            "1.0",
            "1 ",
            " 1",
            "\"\\u0041\"",
            "\"\u00e9\"",
            "\"",
            "\"a\"b\"",
            "1]",
            "],[",
            "truefalse",
            "1\"a\"",
            "12345678901234567890",
            "\"" + "x".repeat(2_000) + "\"")) {
      for (String end : List.of("],\"kwargs\":{}}", "],\"kwargs\":{}} ", "]}", "],\"kwargs\":{")) {
        String json = "{\"args\":[" + args + end;
        assertThat(outcome(json)).as(json).isEqualTo(outcome(" " + json));
      }
    }
  }

  private static Object outcome(String json) {
    try {
      return TaskInput.parse(json);
    } catch (SerializationException refused) {
      return "refused";
    }
  }

  @Test
  void tellsWhereTheInputIsWrong() {
    refuses("{\"args\": [1, 2}", "expected ']' (line 1, column 15)");
    refuses("{\"args\": 1}", "'args' must be a list (line 1, column 11)");
    refuses("{\"kwargs\": []}", "'kwargs' must be an object");
    refuses("[1]\n[2]", "line 2, column");
    refuses("hello", "hello");
    refuses("[", "line 1, column 2");
    refuses("[".repeat(100_000), "nested too deeply");
  }

  private static TaskInput input(List<String> args, Map<String, String> kwargs) {
    return new TaskInput(args, kwargs, Map.of());
  }

  private static void refuses(String json, String reason) {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> TaskInput.parse(json))
        .withMessageContaining(reason)
        .withMessageMatching("[^\n]*");
  }

  private String md5(List<? extends @Nullable Object> args, Map<String, ?> kwargs)
      throws Exception {
    String json = TaskInput.of(converter, args, kwargs).toJson();
    assertThat(json).isEqualTo(converter.toJson(Map.of("args", args, "kwargs", kwargs)));
    byte[] digest = MessageDigest.getInstance("MD5").digest(json.getBytes(StandardCharsets.UTF_8));
    return String.format("%032x", new BigInteger(1, digest));
  }
}
