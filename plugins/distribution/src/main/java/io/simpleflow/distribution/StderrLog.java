package io.simpleflow.distribution;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logs to stderr in the original's format: time, level, thread and process, workflow id if there is
 * one, message. The level is the system property or else the environment variable {@code
 * LOG_LEVEL}; without either it is INFO.
 *
 * <p>In code, because reading Logback's XML takes twice the time and every command waits for it.
 * Logback finds it by {@link java.util.ServiceLoader}.
 */
public final class StderrLog extends ContextAwareBase implements Configurator {
  private static final String FORMAT =
      "%date{yyyy-MM-dd'T'HH:mm:ss} %level [process=%thread, pid=%property{pid}"
          + "%replace(, workflow=%mdc{workflowId}){', workflow=$', ''}]: %message%n";

  /** Called by {@link java.util.ServiceLoader}. */
  public StderrLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.putProperty("pid", Long.toString(ProcessHandle.current().pid()));

    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(FORMAT);
    encoder.start();

    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();

    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(level());
    root.addAppender(appender);
    if (!root.isInfoEnabled()) {
      // SQLite's driver logs what it throws as well, with its stack.
      context.getLogger("org.sqlite").setLevel(Level.OFF);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Level level() {
    String fromEnvironment = System.getenv().getOrDefault("LOG_LEVEL", "INFO");
    return Level.toLevel(System.getProperty("LOG_LEVEL", fromEnvironment), Level.INFO);
  }
}
