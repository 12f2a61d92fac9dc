package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class TerminalLineTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
  private final PrintStream out = System.out;

  @BeforeEach
  void useTheTerminal() {
    System.setOut(terminal);
  }

  @AfterEach
  void giveBack() {
    System.setOut(out);
  }

  @Test
  void givesWayToWhatIsPrinted() {
    try (TerminalLine line = TerminalLine.over(terminal)) {
      line.draw("1 done");
      System.out.println("hello");
      line.draw("2 done");
    }
    assertThat(shown()).isEqualTo("<1 done<hello\n<2 done<");
  }

  @Test
  void isNotDrawnBehindTextThatHasNotEnded() {
    try (TerminalLine line = TerminalLine.over(terminal)) {
      System.out.print("hel");
      line.draw("1 done");
      System.out.println("lo");
    }
    assertThat(shown()).isEqualTo("hello\n");
  }

  @Test
  void givesTheStreamsBack() {
    TerminalLine.over(terminal).close();
    assertThat(System.out).isSameAs(terminal);
  }

  /** What was written, with {@code <} for clearing the line. */
  private String shown() {
    return screen.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "<");
  }
}
