package io.simpleflow.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the table.
 *
 * @param label what it is, for people
 * @param figure the figure it shows
 * @param goals what should be reached, any one of them; none if it only says something
 */
record Row(String label, String figure, List<Goal> goals) {
  Row {
    goals = List.copyOf(goals);
  }

  static Row of(String label, String figure) {
    return new Row(label, figure, List.of());
  }

  Row atLeast(double limit) {
    return atLeast(limit, limit);
  }

  Row atLeast(double older, double newer) {
    return or(new Goal(figure, true, older, newer));
  }

  Row atMost(double limit) {
    return or(new Goal(figure, false, limit, limit));
  }

  /** It is enough if another figure is no more than this. */
  Row orAtMost(String otherFigure, double limit) {
    return or(new Goal(otherFigure, false, limit, limit));
  }

  private Row or(Goal goal) {
    List<Goal> all = new ArrayList<>(goals);
    all.add(goal);
    return new Row(label, figure, all);
  }
}
