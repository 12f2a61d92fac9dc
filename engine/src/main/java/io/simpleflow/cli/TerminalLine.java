package io.simpleflow.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * The last line of a terminal, for something that changes. While it is in use {@link System#out}
 * and {@link System#err} are led past it: what is printed there first clears the line, and the line
 * is not drawn behind text that has not come to its end. Thread-safe.
 */
final class TerminalLine implements ProgressLine.Line {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream terminal;
  private final PrintStream formerOut = System.out;
  private final PrintStream formerErr = System.err;
  private boolean drawn;
  private boolean atLineStart = true;

  private TerminalLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Takes over the last line of a terminal. */
  static TerminalLine over(PrintStream terminal) {
    TerminalLine line = new TerminalLine(terminal);
    System.setOut(line.givingWay(line.formerOut));
    System.setErr(line.givingWay(line.formerErr));
    return line;
  }

  private PrintStream givingWay(PrintStream stream) {
    return new PrintStream(new GivingWay(stream), true, charset());
  }

  /** What {@link System#out} writes in on a terminal; newer versions of Java say so. */
  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  /** Shows a text there, instead of the one before. */
  @Override
  public synchronized void draw(String text) {
    if (atLineStart) {
      terminal.print(CLEAR + text);
      terminal.flush();
      drawn = true;
    }
  }

  private synchronized void print(OutputStream stream, byte[] bytes, int offset, int length)
      throws IOException {
    if (length > 0) {
      clear();
      stream.write(bytes, offset, length);
      stream.flush();
      atLineStart = bytes[offset + length - 1] == '\n';
    }
  }

  private void clear() {
    if (drawn) {
      terminal.print(CLEAR);
      terminal.flush();
      drawn = false;
    }
  }

  /** Clears the line and gives the streams back. */
  @Override
  public synchronized void close() {
    clear();
    System.setOut(formerOut);
    System.setErr(formerErr);
  }

  private final class GivingWay extends FilterOutputStream {
    GivingWay(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      print(out, bytes, offset, length);
    }
  }
}
