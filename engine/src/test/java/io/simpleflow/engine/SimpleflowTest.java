package io.simpleflow.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ConfigurationException;
import io.simpleflow.spi.ObjectFactory;
import io.simpleflow.spi.TaskCatalog;
import org.junit.jupiter.api.Test;

class SimpleflowTest {
  private final TaskCatalog found = Simpleflow.builder().findTasks();

  private static final class NoObjects implements ObjectFactory {
    @Override
    public <T> T get(Class<T> type) {
      throw new IllegalStateException("nothing is made here");
    }
  }

  @Test
  void refusesAnInterceptorThatTheGivenTasksWouldNotRunWith() {
    Simpleflow.Builder builder =
        Simpleflow.builder().tasks(found).interceptor((context, attempt) -> attempt.call());

    assertThatThrownBy(builder::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("without the interceptor given beside");
  }

  @Test
  void refusesAnObjectFactoryThatTheGivenTasksWouldNotRunWith() {
    Simpleflow.Builder builder = Simpleflow.builder().tasks(found).objectFactory(new NoObjects());

    assertThatThrownBy(builder::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("without the object factory given beside");
  }
}
