package examples.retry;

import io.simpleflow.Activity;
import io.simpleflow.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The activities of {@link RetryWorkflow}. Every attempt may run in another process, so the number
 * of attempts is kept in a file.
 */
public final class Unreliable {
  private Unreliable() {}

  /** Makes the file that counts the attempts, and returns where it is. */
  @Activity
  public static String newCounter() throws IOException {
    Path counter = Files.createTempFile("simpleflow-attempts-", ".txt");
    Files.writeString(counter, "0");
    return counter.toString();
  }

  /**
   * Fails so many times, then returns the number of attempts that it took.
   *
   * @throws IOException at each of the first attempts
   */
  @Activity
  @Retry(
      maximumAttempts = 5,
      initialInterval = "1s",
      backoffCoefficient = 2,
      nonRetryable = IllegalArgumentException.class)
  public static int fetch(String counter, int failures) throws IOException {
    if (failures < 0) {
      throw new IllegalArgumentException("cannot fail " + failures + " times");
    }
    Path file = Path.of(counter);
    int attempt = Integer.parseInt(Files.readString(file)) + 1;
    Files.writeString(file, Integer.toString(attempt));
    if (attempt <= failures) {
      throw new IOException("connection lost at attempt " + attempt);
    }
    Files.delete(file);
    return attempt;
  }
}
