package io.simpleflow.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.engine.Plugins;
import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormatsTest {
  private static final List<String> COLUMNS = List.of("Name", "Seconds", "At");
  private static final List<List<@Nullable Object>> ROWS =
      List.of(
          Arrays.asList("one", 1.5, Instant.parse("2015-06-24T12:06:03.397Z")),
          Arrays.asList("a, \"b\"", 12.345, null));

  @Test
  void areFoundAsThoseOfAPluginAre() {
    assertThat(new Plugins(FormatsTest.class.getClassLoader()).formats())
        .extracting(Plugins.Found::name)
        .containsExactly("csv", "human", "json", "prettyjson", "tabular", "tsv");
  }

  @Test
  void tabularAlignsColumns() {
    assertThat(print(new TabularFormat(), true))
        .isEqualTo(
            """
            Name    Seconds  At
            one        1.50  2015-06-24 12:06:03.397000
            a, "b"    12.35
            """);
    assertThat(print(new TabularFormat(), false)).startsWith("one      1.50  2015");
  }

  @Test
  void csvQuotesAndHonoursTheHeader() {
    assertThat(print(new CsvFormat(), true))
        .isEqualTo(
            "Name,Seconds,At\r\none,1.5,2015-06-24 12:06:03.397000\r\n"
                + "\"a, \"\"b\"\"\",12.345,\r\n");
    assertThat(print(new CsvFormat(), false)).startsWith("one,");
  }

  @Test
  void tsvSeparatesByTabs() {
    assertThat(print(new TsvFormat(), false))
        .isEqualTo("one\t1.5\t2015-06-24 12:06:03.397000\r\n\"a, \"\"b\"\"\"\t12.345\t\r\n");
  }

  @Test
  void jsonIsArraysWithoutAndObjectsWithTheHeader() {
    assertThat(print(new JsonFormat(), false))
        .isEqualTo(
            """
            [["one",1.5,"2015-06-24T12:06:03.397Z"],["a, \\"b\\"",12.345,null]]
            """);
    assertThat(print(new JsonFormat(), true))
        .startsWith("[{\"At\":\"2015-06-24T12:06:03.397Z\",\"Name\":\"one\",\"Seconds\":1.5},");
  }

  @Test
  void prettyJsonIsIndentedObjects() {
    assertThat(print(new PrettyJsonFormat(), false))
        .isEqualTo(
            """
            [
                {
                    "At": "2015-06-24T12:06:03.397Z",
                    "Name": "one",
                    "Seconds": 1.5
                },
                {
                    "At": null,
                    "Name": "a, \\"b\\"",
                    "Seconds": 12.345
                }
            ]
            """);
  }

  @Test
  void humanGivesALineToEachValue() {
    assertThat(print(new HumanFormat(), false))
        .isEqualTo(
            """
            Name     one
            Seconds  1.5
            At       2015-06-24 12:06:03.397000

            Name     a, "b"
            Seconds  12.345
            At
            """);
  }

  @Test
  void listsAndMapsAreJsonWithinCells() {
    StringBuilder out = new StringBuilder();
    print(new CsvFormat(), List.of("a", "b"), List.of(List.of(List.of(1, 2), Map.of("k", 1))), out);
    assertThat(out).hasToString("\"[1,2]\",\"{\"\"k\"\":1}\"\r\n");
  }

  @Test
  void indentingLeavesEmptyContainersAndTextsAlone() throws IOException {
    StringBuilder out = new StringBuilder();
    JsonIndent.append("{\"a\":[],\"b\":{},\"c\":\"{:,\\\"\"}", out);
    assertThat(out).hasToString("{\n    \"a\": [],\n    \"b\": {},\n    \"c\": \"{:,\\\"\"\n}");
  }

  private static String print(OutputFormat format, boolean header) {
    StringBuilder out = new StringBuilder();
    print(format, COLUMNS, ROWS, header, out);
    return out.toString();
  }

  private static void print(
      OutputFormat format,
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      StringBuilder out) {
    print(format, columns, rows, false, out);
  }

  private static void print(
      OutputFormat format,
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      boolean header,
      StringBuilder out) {
    try {
      format.print(columns, rows, header, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
