package io.simpleflow.spi;

import java.util.concurrent.Callable;

/**
 * Adds a command to the command line. Found by {@link java.util.ServiceLoader} through {@code
 * META-INF/services/io.simpleflow.spi.CommandProvider}. A provider must have a public constructor
 * without parameters and cost nothing until {@link #command} is called. Thread-safe.
 */
public interface CommandProvider {
  /** The command's name: lower case, letters, digits and hyphens. */
  String name();

  /** One line on what the command does, for {@code simpleflow help}. */
  String description();

  /**
   * Makes the command: an object whose options and parameters carry picocli's annotations, and
   * whose call returns the exit code. What it throws is reported as for every other command.
   */
  Callable<Integer> command(CommandContext context);
}
