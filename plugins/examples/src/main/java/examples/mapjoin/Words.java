package examples.mapjoin;

import io.simpleflow.Activity;
import java.util.List;
import java.util.StringTokenizer;

/** The activities of {@link MapJoinWorkflow}. */
public final class Words {
  private Words() {}

  /** Counts the words of a text. */
  @Activity
  public static int count(String text) {
    return new StringTokenizer(text).countTokens();
  }

  /** Adds numbers. */
  @Activity
  public static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
