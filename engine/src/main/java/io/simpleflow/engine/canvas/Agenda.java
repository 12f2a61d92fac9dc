package io.simpleflow.engine.canvas;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What an expansion has to do, one thing after another, the last that was added first: as if each
 * thing called the next, but the stack does not grow with it. Not thread-safe.
 */
final class Agenda {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private boolean working;

  void add(Runnable step) {
    steps.push(step);
  }

  /** Does all there is to do, unless a caller of the caller does so already. */
  void work() {
    if (working) {
      return;
    }
    working = true;
    try {
      while (!steps.isEmpty()) {
        steps.pop().run();
      }
    } finally {
      working = false;
    }
  }

  /** Does a thing now or, if others are being done, next. */
  void work(Runnable step) {
    add(step);
    work();
  }
}
