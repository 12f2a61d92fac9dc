package io.simpleflow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.Future;
import io.simpleflow.SerializationException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonDataConverterTest {
  private final JsonDataConverter converter = new JsonDataConverter();

  record Point(int y, int x) {}

  record Order(
      String id,
      Optional<String> note,
      List<Point> route,
      @Nullable Instant due,
      Map<String, List<Integer>> stock,
      TimeUnit unit) {}

  record Flags(boolean set, long count) {}

  record Drawing(Set<Point> points) {}

  record Even(int value) {
    Even {
      if (value % 2 != 0) {
        throw new IllegalArgumentException(value + " is odd");
      }
    }
  }

  static final class Opaque {}

  record Holder(Object held) {}

  @Test
  void writesAKeyThatBeginsWithNoCharacterAsItIs() {
    assertThat(converter.toJson(Map.of("\uffff", 1))).isEqualTo("{\"\\uffff\":1}");
    assertThat(converter.toJson(Map.of("\uffffx", 1, "a", 2)))
        .isEqualTo("{\"a\":2,\"\\uffffx\":1}");
  }

  @Test
  void sortsKeysByCodePoint() {
    Map<String, Integer> map = new LinkedHashMap<>();
    List.of("\ue000", "\ud83d\ude00", "a", "B", "_", "").forEach(key -> map.put(key, map.size()));

    assertThat(converter.toJson(map))
        .isEqualTo("{\"\":5,\"B\":3,\"_\":4,\"a\":2,\"\\ue000\":0,\"\\ud83d\\ude00\":1}");
    assertThat(converter.toJson(new Point(2, 1))).isEqualTo("{\"x\":1,\"y\":2}");
  }

  @Test
  void sortsKeysThatAreNumbersAsNumbers() {
    Map<Object, Object> map = new HashMap<>(Map.of(10, 1, 2, 2, -1, 3, 1.5, 4, 1e20, 5));

    assertThat(converter.toJson(map))
        .isEqualTo("{\"-1\":3,\"1.5\":4,\"2\":2,\"10\":1,\"1e+20\":5}");
    assertThat(converter.toJson(Map.of(true, 1))).isEqualTo("{\"true\":1}");
    assertThat(converter.toJson(Collections.singletonMap(null, 1))).isEqualTo("{\"null\":1}");
    assertThat(converter.toJson(Map.of(Double.NaN, 1))).isEqualTo("{\"NaN\":1}");
  }

  @Test
  void writesAsciiAlone() {
    assertThat(converter.toJson("é\u007f\u2028\ud83d\ude00/<>\"\\\b\f\n\r\t\u0001"))
        .isEqualTo("\"\\u00e9\\u007f\\u2028\\ud83d\\ude00/<>\\\"\\\\\\b\\f\\n\\r\\t\\u0001\"");
  }

  @Test
  void writesNumbersAsPythonDoes() {
    assertThat(
            converter.toJson(
                List.of(1.0, 1.5, 1e20, 1e16, 1e-7, Double.NaN, Double.NEGATIVE_INFINITY, -0.0)))
        .isEqualTo("[1.0,1.5,1e+20,1e+16,1e-07,NaN,-Infinity,-0.0]");
    assertThat(converter.toJson(List.of(0.1f, 16777216f, 1e10f)))
        .isEqualTo("[0.1,16777216.0,10000000000.0]");
    assertThat(converter.toJson(new BigInteger("123456789012345678901234567890")))
        .isEqualTo("123456789012345678901234567890");
    assertThat(converter.toJson(List.of(new BigDecimal("1.10"), new BigDecimal("1E+30"))))
        .isEqualTo("[1.10,1e+30]");
  }

  @Test
  void writesTimesAsTheOriginalDoes() {
    assertThat(
            converter.toJson(
                List.of(
                    Instant.parse("2020-01-02T03:04:05.678912Z"),
                    Instant.parse("2020-01-02T03:04:05Z"),
                    Instant.parse("2020-01-02T03:04:05.000012Z"),
                    OffsetDateTime.parse("2020-01-02T03:04:05.6+02:00"),
                    OffsetDateTime.parse("2020-01-02T03:04:00Z"),
                    ZonedDateTime.parse("2020-01-02T03:04:05.5+01:00[Europe/Paris]"),
                    LocalDateTime.parse("2020-01-02T03:04"),
                    LocalDate.parse("2020-01-02"),
                    LocalTime.parse("01:02:03.456789"),
                    LocalTime.parse("01:02"),
                    Duration.ofSeconds(90))))
        .isEqualTo(
            "[\"2020-01-02T03:04:05.678Z\",\"2020-01-02T03:04:05Z\",\"2020-01-02T03:04:05.000Z\","
                + "\"2020-01-02T03:04:05.600+02:00\",\"2020-01-02T03:04:00Z\","
                + "\"2020-01-02T03:04:05.500+01:00\",\"2020-01-02T03:04:00\",\"2020-01-02\","
                + "\"01:02:03.456\",\"01:02:00\",\"PT1M30S\"]");
  }

  @Test
  void writesWhatHasNoFormOfItsOwnInJson() {
    UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

    assertThat(converter.toJson(uuid)).isEqualTo("\"123e4567-e89b-12d3-a456-426614174000\"");
    assertThat(converter.toJson(new byte[] {'a', (byte) 0xff})).isEqualTo("\"a\\ufffd\"");
    assertThat(converter.toJson(Stream.of(1, 2))).isEqualTo("[1,2]");
    assertThat(converter.toJson(List.of(1, 2).iterator())).isEqualTo("[1,2]");
    assertThat(converter.toJson(new int[] {1, 2})).isEqualTo("[1,2]");
    assertThat(converter.toJson(Arrays.asList(Optional.of(1), Optional.empty(), null)))
        .isEqualTo("[1,null,null]");
    assertThat(converter.toJson(TimeUnit.DAYS)).isEqualTo("\"DAYS\"");
    assertThat(converter.toJson(List.of(Future.of(List.of("x"))))).isEqualTo("[[\"x\"]]");
    assertThat(converter.toJson(null)).isEqualTo("null");
  }

  @Test
  void writesSetsInAnOrderThatDoesNotDependOnTheProcess() {
    assertThat(converter.toJson(Set.of("c", "a", "b"))).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThat(converter.toJson(new HashSet<>(List.of(100, 20, 3)))).isEqualTo("[3,20,100]");
    assertThat(converter.toJson(new LinkedHashSet<>(List.of(3, 1, 2)))).isEqualTo("[3,1,2]");
    assertThat(converter.toJson(new HashSet<>(Arrays.asList(null, 1)))).isEqualTo("[null,1]");
    assertThat(converter.toJson(new Drawing(Set.of(new Point(2, 1)))))
        .isEqualTo("{\"points\":[{\"x\":1,\"y\":2}]}");
  }

  @Test
  void readsBackRecordsAndGenerics() throws Exception {
    Order order =
        new Order(
            "o1",
            Optional.of("é"),
            List.of(new Point(1, 2)),
            Instant.parse("2020-01-02T03:04:05.678Z"),
            Map.of("a", List.of(1, 2)),
            TimeUnit.HOURS);
    Type orders = Generics.class.getDeclaredField("orders").getGenericType();

    assertThat(read(converter.toJson(order), Order.class)).isEqualTo(order);
    assertThat(read(converter.toJson(Map.of("x", List.of(order))), orders))
        .isEqualTo(Map.of("x", List.of(order)));
  }

  static final class Generics {
    Map<String, List<Order>> orders = Map.of();
  }

  @Test
  void readsBackSimpleValues() {
    for (Object value :
        List.of(
            "text",
            1,
            2L,
            1.5,
            true,
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("1234567890123456789.0123456789"),
            new BigDecimal("1.10"),
            Instant.parse("2020-01-02T03:04:05.678Z"),
            OffsetDateTime.parse("2020-01-02T03:04:05.678+02:00"),
            LocalDateTime.parse("2020-01-02T03:04:05"),
            LocalDate.parse("2020-01-02"),
            LocalTime.parse("01:02:03.456"),
            Duration.ofMillis(90_500),
            UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
            TimeUnit.DAYS,
            Double.NaN)) {
      assertThat(read(converter.toJson(value), value.getClass())).isEqualTo(value);
    }
    byte[] bytes = "é".getBytes(StandardCharsets.UTF_8);
    assertThat(read(converter.toJson(bytes), byte[].class)).isEqualTo(bytes);
    assertThat(read("NaN", double.class)).isEqualTo(Double.NaN);
    assertThat(read("3", double.class)).isEqualTo(3.0);
  }

  /** What begins with a blank is never plain. */
  @Test
  void readsPlainValuesAsTheParserDoes() {
    for (String json :
        List.of(
            "null",
            "true",
            "false",
            "truer",
            "0",
            "-0",
            "-",
            "7",
            "-7",
            "07",
            "-07",
            "1e3",
            "1.0",
            "123456789",
            "-123456789",
            "1234567890",
            "2147483647",
            "2147483648",
            "-2147483648",
            "123456789012345678",
            "-123456789012345678",
            "9223372036854775807",
            "9223372036854775808",
            "+1",
            "1 2",
            "1 ",
            "NaN",
            "\"\"",
            "\"text\"",
            "\"1\"",
            "\"",
            "\"a",
            "\"a\"b",
            "\"a\" ",
            "\"a\\n\"",
            "\"\\\"\"",
            "\"\u00e9\"",
            "\"\t\"",
            "\"\u007f\"",
            "\"" + "x".repeat(2_000) + "\"",
            "nul",
            "[1]",
            "{}")) {
      for (Type type :
          List.of(
              Object.class,
              String.class,
              Integer.class,
              int.class,
              Long.class,
              long.class,
              Boolean.class,
              boolean.class,
              Void.class,
              Double.class,
              Number.class,
              BigInteger.class,
              Optional.class,
              TimeUnit.class)) {
        assertThat(outcome(json, type)).as(json + type).isEqualTo(outcome(" " + json, type));
      }
    }
  }

  private Object outcome(String json, Type type) {
    try {
      Object value = read(json, type);
      return value == null ? "null" : value.toString().strip() + " of " + value.getClass();
    } catch (SerializationException refused) {
      return "refused";
    }
  }

  @Test
  void readsUntypedValuesAsTheyAre() {
    assertThat(read("{\"a\":[1,2.5,\"x\",null,true,12345678901234567890]}", Object.class))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1, 2.5, "x", null, true, new BigInteger("12345678901234567890"))));
  }

  @Test
  void takesTextThatIsNotJsonAsItIs() {
    assertThat(read("Hi there!", String.class)).isEqualTo("Hi there!");
    assertThat(read("Hi there!", Object.class)).isEqualTo("Hi there!");
    assertThat(read("5 apples", String.class)).isEqualTo("5 apples");
    assertThat(read("\"Hi\"", String.class)).isEqualTo("Hi");
    assertThat(read("", String.class)).isNull();
    assertThat(read(null, Integer.class)).isNull();
    assertThat(read(null, Optional.class)).isEqualTo(Optional.empty());
  }

  @Test
  void toleratesMembersThatComeAndGo() {
    assertThat(read("{\"id\":\"1\",\"new\":[]}", Order.class))
        .isInstanceOfSatisfying(
            Order.class,
            order -> {
              assertThat(order.id()).isEqualTo("1");
              assertThat(order.note()).isEmpty();
              assertThat(order.due()).isNull();
            });
  }

  @Test
  void refusesToMakeValuesUp() {
    refuses("null", int.class, "cannot read int from JSON: ");
    refuses("", int.class, "cannot read int from JSON: ");
    refuses("{\"set\":true}", Flags.class, "count");
    refuses("\"lots\"", Integer.class, "`java.lang.Integer` value (line 1");
    refuses("1.5", int.class, "1.5");
    refuses("\"5\"", int.class, "\"5\"");
    refuses("5", String.class, "5");
    refuses("1", boolean.class, "(1)");
    refuses("99999999999", int.class, "99999999999");
    refuses("\"YEARS\"", TimeUnit.class, "YEARS");
    refuses("{\"value\":3}", Even.class, "3 is odd");
    refuses("[{\"x\":1,\"y\":\"two\"}]", Point[].class, "in [0].y (line 1, column 13)");
  }

  @Test
  void tellsWhereTextIsNotJson() {
    refuses("{\"x\": 1,\n \"y\": }", Point.class, "line 2, column 7");
    refuses("1 2", int.class, "line 1, column 3");
    refuses("[1", List.class, "line 1, column 3");
  }

  @Test
  void namesWhatCannotBeWritten() {
    cannotWrite(new Opaque(), "cannot write " + Opaque.class.getTypeName() + " as JSON: ");
    cannotWrite(new Holder(List.of(new Opaque())), Opaque.class.getTypeName() + " has no");
    cannotWrite(new Holder(List.of(new Opaque())), "in held[0]");
    List<Object> self = new ArrayList<>();
    self.add(self);
    cannotWrite(self, "cannot write java.util.ArrayList as JSON: ");
    Map<String, Object> cycle = new HashMap<>();
    cycle.put("held", new Holder(cycle));
    cannotWrite(cycle, "cannot write java.util.HashMap as JSON: ");
    Runnable nothing = () -> {};
    cannotWrite(nothing, "a lambda cannot travel");
  }

  private @Nullable Object read(@Nullable String json, Type type) {
    return converter.fromJson(json, type);
  }

  private void refuses(String json, Type type, String reason) {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> converter.fromJson(json, type))
        .withMessageContaining(reason)
        .withMessageStartingWith("cannot read " + type.getTypeName() + " from JSON: ")
        .withMessageMatching("[^\n]*");
  }

  private void cannotWrite(Object value, String reason) {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> converter.toJson(value))
        .withMessageContaining(reason)
        .withMessageMatching("[^\n]*");
  }

  @Test
  void refusesObjectsOfTheJdkThatAreNoData() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> converter.toJson(new Thread("x")))
        .withMessageContaining("java.lang.Thread is a part of the JDK that cannot travel");
    assertThat(converter.toJson(Map.entry("a", 1))).isEqualTo("{\"a\":1}");
  }

  private interface Shape {}

  @Test
  void saysInPlainWordsWhatCannotBeRead() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> converter.fromJson("{\"x\":1}", Point.class))
        .withMessageContaining("a value of type int is missing or null");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> converter.fromJson("{}", Shape.class))
        .withMessageContaining("JSON does not say how to make one");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> converter.fromJson("[".repeat(2_000), List.class))
        .withMessageContaining("nested too deeply")
        .withMessageNotContaining("Constraints");
  }
}
