package io.simpleflow.server.operations;

import java.util.function.Supplier;

/** What is sent to the caller of an operation. */
public interface Reply {
  /**
   * Makes the JSON, empty where the operation answers nothing. That may read from the store, and so
   * is for the thread that sends it.
   */
  byte[] body();

  /** To be called if the caller did not get it: a task that was in it goes back to its list. */
  void undelivered();

  /** A reply with which nothing is lost. */
  static Reply of(Supplier<byte[]> body) {
    return of(body, () -> {});
  }

  /** A reply of a body, and what is to be done if nobody gets it. */
  static Reply of(Supplier<byte[]> body, Runnable undelivered) {
    return new Reply() {
      @Override
      public byte[] body() {
        return body.get();
      }

      @Override
      public void undelivered() {
        undelivered.run();
      }
    };
  }
}
