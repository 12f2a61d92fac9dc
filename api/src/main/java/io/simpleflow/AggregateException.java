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
    return "%,d of %,d failed; the first: %s"
        .formatted(
            failures.stream().filter(Objects::nonNull).count(), failures.size(), first(failures));
  }

  /** The first failure that is no aggregate itself: messages do not grow with the nesting. */
  private static String first(List<? extends @Nullable SimpleflowException> failures) {
    for (SimpleflowException failure : failures) {
      if (failure instanceof AggregateException aggregate) {
        return first(aggregate.failures);
      } else if (failure != null) {
        return failure.toString();
      }
    }
    return "none";
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
