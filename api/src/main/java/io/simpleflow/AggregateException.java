package io.simpleflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Some items of a {@link Group} or {@link Chain} failed. */
public final class AggregateException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // Unmodifiable lists of exceptions are serializable.
  private final List<@Nullable SimpleflowException> failures;

  /**
   * An exception for items of which some failed.
   *
   * @param failures the failure of each item at its place, null for one that did not fail; not all
   *     of them null
   */
  public AggregateException(List<? extends @Nullable SimpleflowException> failures) {
    super(message(failures), failures.stream().filter(Objects::nonNull).findFirst().orElse(null));
    this.failures = Collections.unmodifiableList(new ArrayList<>(failures));
  }

  private static String message(List<? extends @Nullable SimpleflowException> failures) {
    List<? extends @Nullable SimpleflowException> real =
        failures.stream().filter(Objects::nonNull).toList();
    String first = real.isEmpty() ? "none" : String.valueOf(real.get(0));
    return "%,d of %,d failed; the first: %s".formatted(real.size(), failures.size(), first);
  }

  /** The failure of each item at its place, null for one that did not fail. */
  public List<@Nullable SimpleflowException> failures() {
    return failures;
  }

  /** The failures alone, those of groups and chains inside this one in the place of theirs. */
  public List<SimpleflowException> flatten() {
    List<SimpleflowException> flat = new ArrayList<>();
    for (SimpleflowException failure : failures) {
      if (failure instanceof AggregateException aggregate) {
        flat.addAll(aggregate.flatten());
      } else if (failure != null) {
        flat.add(failure);
      }
    }
    return flat;
  }

  /**
   * Lets failures be handled one by one.
   *
   * @param handled says of a failure, none of them an aggregate, whether it is dealt with
   * @throws AggregateException with those that are not, if there are any
   */
  public void handle(Predicate<? super SimpleflowException> handled) {
    List<SimpleflowException> left =
        flatten().stream().filter(failure -> !handled.test(failure)).toList();
    if (!left.isEmpty()) {
      throw new AggregateException(left);
    }
  }
}
