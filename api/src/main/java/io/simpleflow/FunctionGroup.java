package io.simpleflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link Chain} or {@link Group} that is made when its turn comes, by a function of the
 * workflow's own code: it sees what ran before it. A value as far as its function is pure.
 *
 * <p>The function returns what to submit; or a {@link Future} that it has got itself, of a timer or
 * a signal; or null, for nothing: the part is then finished with null. In a chain that sends
 * results, the result before it is the last argument.
 *
 * @param function gets the arguments
 * @param arguments values or futures; the function is called once all futures are finished
 * @param raisesOnFailure as {@link Group#raisesOnFailure}, for what the function returns
 * @param <R> the result's type
 */
public record FunctionGroup<R extends @Nullable Object>(
    Function<R> function, List<@Nullable Object> arguments, Optional<Boolean> raisesOnFailure)
    implements Submittable<R> {

  /** Makes a part of a canvas. */
  @FunctionalInterface
  public interface Function<R extends @Nullable Object> {
    /**
     * Returns a {@link Submittable}, a {@link Future}, or null.
     *
     * @throws Exception any; the part then fails with it if it is a {@link SimpleflowException},
     *     else with a {@link BranchFailedException} of it
     */
    @Nullable Object call(List<@Nullable Object> arguments) throws Exception;
  }

  /** Copies the arguments. */
  public FunctionGroup {
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
  }

  /** A part from a function of nothing. */
  public static <R extends @Nullable Object> FunctionGroup<R> of(
      Supplier<? extends @Nullable Submittable<R>> function) {
    return new FunctionGroup<>(ignored -> function.get(), List.of(), Optional.empty());
  }

  /** A part that is a future which the function gets by itself. */
  public static <R extends @Nullable Object> FunctionGroup<R> ofFuture(
      Supplier<? extends @Nullable Future<R>> function) {
    return new FunctionGroup<>(ignored -> function.get(), List.of(), Optional.empty());
  }

  /** A part from a function of one value: an argument, or the result that a chain sends. */
  public static <A extends @Nullable Object, R extends @Nullable Object> FunctionGroup<R> of(
      java.util.function.Function<A, ? extends @Nullable Submittable<R>> function,
      @Nullable Object... arguments) {
    return new FunctionGroup<>(
        values -> function.apply(only(values)), Arrays.asList(arguments), Optional.empty());
  }

  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // The author says.
  private static <A extends @Nullable Object> A only(List<@Nullable Object> values) {
    if (values.size() != 1) {
      throw new TaskArgumentException(
          "a function of one value in a canvas got %d: %s".formatted(values.size(), values));
    }
    return (A) values.get(0);
  }

  /** The same part, for what the function returns to raise, or not to raise, its failure. */
  public FunctionGroup<R> withRaisesOnFailure(boolean value) {
    return new FunctionGroup<>(function, arguments, Optional.of(value));
  }
}
