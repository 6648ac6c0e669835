package io.cairn.training;

import java.util.List;

/**
 * How lists are judged.
 *
 * @param cutoffs how many places count, such as 10 and 20; each at least 1
 * @param usersMax of more users a sample of this many is asked for, at least 1
 * @param seed decides the sample, the random baseline and the resamples of intervals
 */
public record EvaluationSettings(List<Integer> cutoffs, int usersMax, long seed) {
  /**
   * Sorts the cut-offs.
   *
   * @throws IllegalArgumentException if there is no cut-off or a bound is below 1
   */
  public EvaluationSettings {
    cutoffs = cutoffs.stream().distinct().sorted().toList();
    if (cutoffs.isEmpty() || cutoffs.getFirst() < 1 || usersMax < 1) {
      throw new IllegalArgumentException(
          "cutoffs %s and users-max %d must be at least 1".formatted(cutoffs, usersMax));
    }
  }

  /** Returns the length of the lists that must be made. */
  int longest() {
    return cutoffs.getLast();
  }
}
