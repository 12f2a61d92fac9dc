package io.simpleflow.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The streams of a process, and which of them are terminals.
 *
 * @param in what is piped in
 * @param data the bytes below {@code out}
 * @param out for data; in UTF-8, and unlike {@link System#out} it says when it cannot be written
 * @param err for everything else
 */
record Streams(
    InputStream in,
    DataStream data,
    Writer out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /** Streams none of which is a terminal. */
  static Streams piped(InputStream in, OutputStream out, PrintStream err) {
    DataStream data = new DataStream(out);
    return new Streams(in, data, utf8(data), err, false, false, false);
  }

  /**
   * The streams of this process.
   *
   * @param terminals the numbers of those that are terminals, such as {@code 02}, as the launcher
   *     found them; Java itself can only tell whether all are
   */
  static Streams ofProcess(String terminals) {
    DataStream data = new DataStream(new FileOutputStream(FileDescriptor.out));
    return new Streams(
        System.in,
        data,
        utf8(data),
        System.err,
        terminals.contains("0"),
        terminals.contains("1"),
        terminals.contains("2"));
  }

  /**
   * Checks that all that this process has printed to {@link System#out} got out.
   *
   * @throws IOException why it did not
   */
  static void requirePrinted() throws IOException {
    if (System.out.checkError()) {
      // That stream keeps to itself what went wrong: one more line meets the same.
      new FileOutputStream(FileDescriptor.out).write('\n');
      throw new IOException("not all output could be written");
    }
  }

  private static Writer utf8(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }
}
