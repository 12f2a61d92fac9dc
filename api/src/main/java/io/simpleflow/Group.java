package io.simpleflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Items that run side by side. A value; start from {@link #of}.
 *
 * <p>Its future is finished when every item is. The result is the list of the items' results, in
 * the order of the items, null for one that failed. If any failed and {@code
 * bubblesExceptionOnFailure} holds, the future fails with an {@link AggregateException} instead,
 * which has each failure at the place of its item. A cancelled item counts as failed with a {@link
 * TaskCanceledException}.
 *
 * @param items what runs
 * @param maxParallel how many items may be under way at once, at least 1; the end of one starts the
 *     next. Empty for all at once
 * @param raisesOnFailure what is set as {@link ActivityOptions#raisesOnFailure} or {@link
 *     WorkflowOptions#raisesOnFailure} of every item, if given
 * @param bubblesExceptionOnFailure whether the failure of an item is one of the group
 * @param <R> the type of the items' results
 */
public record Group<R extends @Nullable Object>(
    List<Submittable<? extends R>> items,
    OptionalInt maxParallel,
    Optional<Boolean> raisesOnFailure,
    boolean bubblesExceptionOnFailure)
    implements Submittable<List<@Nullable R>> {

  /**
   * Copies the items.
   *
   * @throws IllegalArgumentException if an item is null, or {@code maxParallel} is less than 1
   */
  public Group {
    items = CanvasItems.copyOf("group", items);
    if (maxParallel.isPresent() && maxParallel.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "maxParallel of a group must be at least 1: " + maxParallel.getAsInt());
    }
  }

  /** A group of the given items, all at once. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <R extends @Nullable Object> Group<R> of(Submittable<? extends R>... items) {
    return of(Arrays.asList(items));
  }

  /** As {@link #of(Submittable...)}. */
  public static <R extends @Nullable Object> Group<R> of(
      List<? extends Submittable<? extends R>> items) {
    return new Group<>(new ArrayList<>(items), OptionalInt.empty(), Optional.empty(), true);
  }

  /** A group of one activity, once for each argument, which may be a future. */
  public static <A, R> Group<R> map(Func.F1<A, R> activity, Iterable<? extends A> arguments) {
    List<Submittable<R>> items = new ArrayList<>();
    for (A argument : arguments) {
      items.add(Task.of(activity, argument));
    }
    return of(items);
  }

  /** This group with one item more. */
  public Group<R> append(Submittable<? extends R> item) {
    List<Submittable<? extends R>> more = new ArrayList<>(items);
    more.add(item);
    return new Group<>(more, maxParallel, raisesOnFailure, bubblesExceptionOnFailure);
  }

  /**
   * This group with so many items under way at once, at most.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  public Group<R> withMaxParallel(int value) {
    return new Group<>(items, OptionalInt.of(value), raisesOnFailure, bubblesExceptionOnFailure);
  }

  /**
   * This group with items that raise, or do not raise, their failures at once. False also keeps the
   * failures from being the group's, as in the original; {@link #withBubblesExceptionOnFailure}
   * after it sets that apart.
   */
  public Group<R> withRaisesOnFailure(boolean value) {
    return new Group<>(items, maxParallel, Optional.of(value), value && bubblesExceptionOnFailure);
  }

  /** This group with failures that are, or are not, the group's own. */
  public Group<R> withBubblesExceptionOnFailure(boolean value) {
    return new Group<>(items, maxParallel, raisesOnFailure, value);
  }
}
