package io.simpleflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartTest {
  /** The others need an installation, or JVMs of their own. */
  @ParameterizedTest
  @EnumSource(names = {"PEER", "REPLAY", "SQLITE", "STICKY", "RELAY", "SLEEPERS"})
  void aPartSaysWhatItMeasures(Part part) throws Exception {
    List<Figure> figures = new ArrayList<>();
    part.measurement().measure(Scale.TINY, figures::add);
    assertThat(figures)
        .isNotEmpty()
        .allSatisfy(figure -> assertThat(figure.median()).isPositive())
        .allSatisfy(figure -> assertThat(Figure.parse(figure.toLine())).contains(figure));
  }
}
