package io.simpleflow.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes bytes on, and keeps in mind when that failed: a print stream over it tells nobody. Not
 * thread-safe.
 */
final class DataStream extends FilterOutputStream {
  private @Nullable IOException failure;

  DataStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Checks that all that was written got out.
   *
   * @throws IOException why it did not
   */
  void requireWritten() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
