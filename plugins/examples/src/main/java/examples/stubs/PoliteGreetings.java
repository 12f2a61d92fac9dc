package examples.stubs;

/**
 * What the worker runs. It may have fields and a constructor with parameters if an {@link
 * io.simpleflow.spi.ObjectFactory}, such as one that asks a dependency-injection container, makes
 * it.
 */
public final class PoliteGreetings implements Greetings {
  @Override
  public String hello(String name) {
    return "Hello, dear " + name + "!";
  }

  @Override
  public String goodbye(String name) {
    return "Farewell, dear " + name + ".";
  }
}
