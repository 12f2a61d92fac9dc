package io.simpleflow.engine.canvas;

import io.simpleflow.Chain;
import io.simpleflow.Group;
import io.simpleflow.Submittable;
import java.util.List;
import java.util.Optional;

/**
 * How the items of a group or a chain run. A chain is a group of one at a time, which may end early
 * and pass results on.
 *
 * @param items what runs
 * @param maxParallel how many at once, at most
 * @param breaksOnFailure whether no more are begun after a failure
 * @param sentToFirst what the first item gets from outside
 * @param sentToOthers what the others get from there
 * @param sendsResult whether each but the first gets the result before it
 * @param raisesOnFailure what the items are told
 * @param bubbles whether the failure of an item is one of the whole
 */
record Rules(
    List<? extends Submittable<?>> items,
    int maxParallel,
    boolean breaksOnFailure,
    Sent sentToFirst,
    Sent sentToOthers,
    boolean sendsResult,
    Optional<Boolean> raisesOnFailure,
    boolean bubbles) {

  static Rules of(Group<?> group, Sent sent) {
    return new Rules(
        group.items(),
        group.maxParallel().orElse(Integer.MAX_VALUE),
        false,
        sent,
        sent,
        false,
        group.raisesOnFailure(),
        group.bubblesExceptionOnFailure());
  }

  static Rules of(Chain<?> chain, Sent sent) {
    return new Rules(
        chain.items(),
        1,
        chain.breakOnFailure(),
        sent,
        Sent.NOTHING,
        chain.sendResult(),
        chain.raisesOnFailure(),
        chain.bubblesExceptionOnFailure());
  }
}
