package io.simpleflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Items that run one after another. A value; start from {@link #of}.
 *
 * <p>Its future is finished when the last item is. The result is the list of the items' results;
 * null stands for one that failed, and the list is short if a failure has ended the chain. If any
 * failed and {@code bubblesExceptionOnFailure} holds, the future fails with an {@link
 * AggregateException} instead, which has each failure at the place of its item.
 *
 * @param items what runs, in this order
 * @param sendResult whether each item but the first gets the result of the one before it, as one
 *     more positional argument at the end
 * @param breakOnFailure whether the failure or cancellation of an item ends the chain
 * @param raisesOnFailure what is set as {@link ActivityOptions#raisesOnFailure} or {@link
 *     WorkflowOptions#raisesOnFailure} of every item, if given
 * @param bubblesExceptionOnFailure whether the failure of an item is one of the chain
 * @param <R> the type of the items' results
 */
public record Chain<R extends @Nullable Object>(
    List<Submittable<? extends R>> items,
    boolean sendResult,
    boolean breakOnFailure,
    Optional<Boolean> raisesOnFailure,
    boolean bubblesExceptionOnFailure)
    implements Submittable<List<@Nullable R>> {

  /**
   * Copies the items.
   *
   * @throws IllegalArgumentException if an item is null, or results are to be sent on although
   *     failures do not end the chain: a failed item has no result
   */
  public Chain {
    items = CanvasItems.copyOf("chain", items);
    if (sendResult && !breakOnFailure) {
      throw new IllegalArgumentException(
          "a chain that sends results must break on failure: a failed item has no result to send");
    }
  }

  /** A chain of the given items, which ends at the first failure. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <R extends @Nullable Object> Chain<R> of(Submittable<? extends R>... items) {
    return of(Arrays.asList(items));
  }

  /** As {@link #of(Submittable...)}. */
  public static <R extends @Nullable Object> Chain<R> of(
      List<? extends Submittable<? extends R>> items) {
    return new Chain<>(new ArrayList<>(items), false, true, Optional.empty(), true);
  }

  /** This chain with one item more. */
  public Chain<R> append(Submittable<? extends R> item) {
    List<Submittable<? extends R>> more = new ArrayList<>(items);
    more.add(item);
    return new Chain<>(
        more, sendResult, breakOnFailure, raisesOnFailure, bubblesExceptionOnFailure);
  }

  /**
   * This chain with items that get, or do not get, the result before them.
   *
   * @throws IllegalArgumentException if the chain does not break on failure
   */
  public Chain<R> withSendResult(boolean value) {
    return new Chain<>(items, value, breakOnFailure, raisesOnFailure, bubblesExceptionOnFailure);
  }

  /**
   * This chain ending, or not ending, at a failure.
   *
   * @throws IllegalArgumentException if it does not, and sends results
   */
  public Chain<R> withBreakOnFailure(boolean value) {
    return new Chain<>(items, sendResult, value, raisesOnFailure, bubblesExceptionOnFailure);
  }

  /** As {@link Group#withRaisesOnFailure}. */
  public Chain<R> withRaisesOnFailure(boolean value) {
    return new Chain<>(
        items, sendResult, breakOnFailure, Optional.of(value), value && bubblesExceptionOnFailure);
  }

  /** This chain with failures that are, or are not, the chain's own. */
  public Chain<R> withBubblesExceptionOnFailure(boolean value) {
    return new Chain<>(items, sendResult, breakOnFailure, raisesOnFailure, value);
  }
}
