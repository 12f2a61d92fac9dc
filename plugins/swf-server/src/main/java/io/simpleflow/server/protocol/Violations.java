package io.simpleflow.server.protocol;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the members of one request, in SWF's words. Used by one thread. */
final class Violations {
  /** How many characters of a value are told: it may be of a megabyte. */
  private static final int SHOWN = 1_024;

  private final List<String> found = new ArrayList<>();

  void missing(Path at) {
    found.add(
        "Value null at '%s' failed to satisfy constraint: Member must not be null".formatted(at));
  }

  void add(Object value, Path at, String constraint) {
    String text = value.toString();
    found.add(
        "Value '%s' at '%s' failed to satisfy constraint: Member must %s"
            .formatted(
                text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...", at, constraint));
  }

  /** Refuses the request if anything was wrong. */
  void check() {
    if (!found.isEmpty()) {
      throw Fault.validation(
          "%d validation error%s detected: %s"
              .formatted(found.size(), found.size() == 1 ? "" : "s", String.join("; ", found)));
    }
  }

  /** Where a member stands, put into words only when something is wrong with it. */
  record Path(Object parent, String name) {
    static final Path TOP = new Path("", "");

    Path member(String member) {
      return new Path(this, member);
    }

    Path element(int number) {
      return new Path(this, number + ".member");
    }

    @Override
    public String toString() {
      return parent == "" || parent == TOP ? name : parent + "." + name;
    }
  }
}
