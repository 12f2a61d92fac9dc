package io.simpleflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an {@link Activity} a {@link RetryPolicy}: attempts with growing pauses between them, kept
 * by durable timers. Stands beside {@code @Activity}, or on a class or interface for all its
 * activities that have none of their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retry {
  /** How many attempts there are at most, the first included; at least 1. */
  int maximumAttempts();

  /** The pause after the first failed attempt. */
  String initialInterval() default "1s";

  /** What each pause is multiplied by to give the next; at least 1. */
  double backoffCoefficient() default 2.0;

  /** The longest pause; empty for no limit. */
  String maximumInterval() default "";

  /** How much of each pause is random, from 0 (none) to 1 (all); the same on every replay. */
  double jitter() default 0.0;

  /** Failures of these types end the task at once. Subclasses count too. */
  Class<? extends Throwable>[] nonRetryable() default {};
}
