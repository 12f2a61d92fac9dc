package io.simpleflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a parameter of an activity or of a workflow's {@code run} for keyword arguments, and may
 * give it a default. Only needed where the class is compiled without {@code -parameters}, where the
 * name in JSON differs, or for a default.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {
  /** The name in {@code kwargs}; by default the parameter's own. */
  String value() default "";

  /**
   * The value, as JSON text, of a parameter that the input leaves out, such as {@code "3"}, {@code
   * "\"text\""} or {@code "null"}; empty if the parameter must be given.
   */
  String defaultValue() default "";
}
