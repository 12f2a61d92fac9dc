package io.simpleflow.benchmarks;

import java.util.function.Consumer;

/** Measures something and says what it found, figure by figure. */
interface Measurement {
  /**
   * Measures.
   *
   * @throws Exception if what is measured failed: there is no figure then
   */
  void measure(Scale scale, Consumer<Figure> out) throws Exception;
}
