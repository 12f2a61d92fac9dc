package io.simpleflow.engine.replay;

import io.simpleflow.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The futures that a strand of a random workflow knows, and what it takes of them. */
abstract class RandomFutures {
  final Random random;
  final List<Future<Long>> futures;
  final int depth;

  /** Those that older strands have made, so that no two wait for each other. */
  RandomFutures(Random random, List<Future<Long>> older, int depth) {
    this.random = random;
    this.futures = new ArrayList<>(older);
    this.depth = depth;
  }

  final Future<Long> some() {
    return futures.isEmpty() ? Future.of(0L) : futures.get(random.nextInt(futures.size()));
  }

  final List<Future<Long>> several() {
    List<Future<Long>> several = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      several.add(some());
    }
    return several;
  }
}
