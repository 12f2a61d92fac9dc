package io.simpleflow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonFloatTest {
  /** Each line of the file is the bits of a double and what CPython 3.11 prints for it. */
  @Test
  void writesThousandsOfNumbersAsPythonDoes() throws IOException {
    SoftAssertions all = new SoftAssertions();
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/numbers/python-repr.txt")),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, 16), 16));
        all.assertThat(PythonFloat.repr(value)).isEqualTo(line.substring(17));
        count++;
      }
    }
    all.assertAll();
    assertThat(count).isGreaterThan(3000);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0",
    "-0.0, -0.0",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.2345678901234568e17, 1.2345678901234568e+17",
    "4.9E-324, 5e-324",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
  })
  void writesTheKnownForms(double value, String repr) {
    assertThat(PythonFloat.repr(value)).isEqualTo(repr);
  }

  @Test
  void readsBackWhatItWrites() {
    Random random = new Random(20260101);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      assertThat(Double.valueOf(PythonFloat.repr(value))).isEqualTo(Double.valueOf(value));
    }
  }
}
