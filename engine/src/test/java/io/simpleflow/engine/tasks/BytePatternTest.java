package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePatternTest {
  @Test
  void agreesWithTheObviousSearch() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, 1 + random.nextInt(4));
      String text = text(random, random.nextInt(12));
      int length = random.nextInt(text.length() + 1);

      assertThat(new BytePattern(pattern).isIn(text.getBytes(StandardCharsets.US_ASCII), length))
          .as("%s in %s, %d", pattern, text, length)
          .isEqualTo(text.substring(0, length).contains(pattern));
    }
  }

  private static String text(Random random, int length) {
    return random
        .ints(length, 'a', 'c' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
