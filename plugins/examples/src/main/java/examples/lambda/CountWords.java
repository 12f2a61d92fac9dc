package examples.lambda;

import io.simpleflow.spi.LambdaFunction;

/** Stands in for the Lambda function {@code count-words} on the local backend. */
public final class CountWords implements LambdaFunction {
  /** Stateless. */
  public CountWords() {}

  @Override
  public String name() {
    return "count-words";
  }

  /** Takes a text as JSON, hence in quotation marks, and returns a number as JSON. */
  @Override
  public String invoke(String input) {
    String text = input.substring(1, input.length() - 1).strip();
    return text.isEmpty() ? "0" : Integer.toString(text.split(" +").length);
  }
}
