package io.simpleflow.engine.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** Loggers that say nothing while a workflow is replayed, since it has all been said before. */
final class ReplayLoggers {
  private final BooleanSupplier replaying;
  private final Map<String, Logger> loggers = new HashMap<>();

  ReplayLoggers(BooleanSupplier replaying) {
    this.replaying = replaying;
  }

  Logger silentInReplay(Logger logger) {
    return loggers.computeIfAbsent(logger.getName(), name -> proxy(logger));
  }

  /** A proxy, because the interface has some sixty methods that would all do the same. */
  private Logger proxy(Logger logger) {
    return (Logger)
        Proxy.newProxyInstance(
            ReplayLoggers.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              boolean silent = replaying.getAsBoolean() && !method.getName().equals("getName");
              try {
                return method.invoke(silent ? NOPLogger.NOP_LOGGER : logger, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
