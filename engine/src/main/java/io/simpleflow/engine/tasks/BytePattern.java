package io.simpleflow.engine.tasks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a text of ASCII characters in bytes, looking at few of them (Boyer, Moore and Horspool's
 * algorithm). Immutable.
 */
final class BytePattern {
  private final byte[] text;
  private final int[] steps = new int[256];

  /** A pattern for a text that is not empty. */
  BytePattern(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
    int last = this.text.length - 1;
    Arrays.fill(steps, this.text.length);
    for (int i = 0; i < last; i++) {
      steps[this.text[i] & 0xFF] = last - i;
    }
  }

  /** Whether the text is among the first {@code length} bytes. */
  boolean isIn(byte[] bytes, int length) {
    int last = text.length - 1;
    int start = 0;
    while (start + last < length) {
      int i = last;
      while (i >= 0 && bytes[start + i] == text[i]) {
        i--;
      }
      if (i < 0) {
        return true;
      }
      start += steps[bytes[start + last] & 0xFF];
    }
    return false;
  }
}
