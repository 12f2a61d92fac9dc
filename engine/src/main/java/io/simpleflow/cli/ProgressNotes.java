package io.simpleflow.cli;

/** Shows progress where it cannot be drawn anew: one line after the other. */
final class ProgressNotes implements ProgressLine.Line {
  private final Session session;

  ProgressNotes(Session session) {
    this.session = session;
  }

  @Override
  public void draw(String text) {
    session.note("status: " + text);
  }

  @Override
  public void close() {
    // What was printed stays.
  }
}
