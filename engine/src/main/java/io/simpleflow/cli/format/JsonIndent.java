package io.simpleflow.cli.format;

import java.io.IOException;

/** Spreads JSON that has no blanks between its members over lines, indented by four blanks. */
public final class JsonIndent {
  private JsonIndent() {}

  /**
   * Appends {@code json}, indented, without a line break at its end.
   *
   * @param json JSON without blanks outside its texts
   * @throws IOException if {@code out} cannot be written
   */
  public static void append(String json, Appendable out) throws IOException {
    int depth = 0;
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inText) {
        out.append(c);
        if (c == '\\') {
          i++;
          out.append(json.charAt(i));
        } else if (c == '"') {
          inText = false;
        }
      } else if (c == '{' || c == '[') {
        out.append(c);
        if (json.charAt(i + 1) == c + 2) {
          i++;
          out.append(json.charAt(i));
        } else {
          depth++;
          newLine(depth, out);
        }
      } else if (c == '}' || c == ']') {
        depth--;
        newLine(depth, out);
        out.append(c);
      } else if (c == ',') {
        out.append(c);
        newLine(depth, out);
      } else if (c == ':') {
        out.append(": ");
      } else {
        inText = c == '"';
        out.append(c);
      }
    }
  }

  private static void newLine(int depth, Appendable out) throws IOException {
    out.append('\n').append("    ".repeat(depth));
  }
}
