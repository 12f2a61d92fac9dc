package examples.stubs;

import io.simpleflow.Activity;

/** Activities that a workflow knows by their interface alone. */
public interface Greetings {
  /** Says hello. */
  @Activity(name = "greetings.hello")
  String hello(String name);

  /** Says goodbye. */
  @Activity(name = "greetings.goodbye", retry = 2)
  String goodbye(String name);
}
