package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * What each candidate would add to a list, given those that are taken already: a part by its
 * relevance, which stays, and a part by the others, which changes with each that is taken. For use
 * by one thread, for one list.
 */
abstract class Gains {
  private final double[] relevance;
  private final double[] byOthers;

  /**
   * Begins with an empty list.
   *
   * @param relevance what relevance adds, shape {@code [candidates]}; not copied, do not modify
   */
  Gains(double[] relevance) {
    this.relevance = relevance;
    byOthers = new double[relevance.length];
  }

  /**
   * Sets the part by others of all candidates before any is taken; by default it is 0.
   *
   * @param byOthers finite, shape {@code [candidates]}
   */
  void begin(double[] byOthers) {}

  /**
   * Takes a candidate into the list: sets the part by others of all candidates.
   *
   * @param byOthers finite, as it was set before, shape {@code [candidates]}
   */
  abstract void take(int row, double[] byOthers);

  /**
   * Takes again and again the candidate that adds most, the first of equal ones; after the first
   * {@code places} the others follow by what they would add to these. Each has as its score what it
   * added, or the score of the one above if that is lower, and what the others did to one of the
   * first places is noted.
   *
   * @param what the note on what was added or taken away, in words for people
   */
  List<Candidate> arrange(
      Slate slate, List<Candidate> ranked, int places, DoubleFunction<String> what) {
    List<Candidate> order = new ArrayList<>(ranked.size());
    boolean[] isTaken = new boolean[ranked.size()];
    begin(byOthers);
    while (order.size() < Math.min(places, ranked.size())) {
      int best = best(isTaken);
      isTaken[best] = true;
      if (byOthers[best] != 0) {
        slate.note(ranked.get(best).item(), what.apply(byOthers[best]), byOthers[best]);
      }
      add(order, ranked.get(best), best);
      if (order.size() < ranked.size()) {
        take(best, byOthers);
      }
    }
    rest(isTaken).forEach(row -> add(order, ranked.get(row), row));
    return order;
  }

  private int best(boolean[] isTaken) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < isTaken.length; row++) {
      if (!isTaken[row] && gain(row) > most) {
        best = row;
        most = gain(row);
      }
    }
    return best;
  }

  private IntStream rest(boolean[] isTaken) {
    Integer[] rest =
        IntStream.range(0, isTaken.length)
            .filter(row -> !isTaken[row])
            .boxed()
            .toArray(Integer[]::new);
    Arrays.sort(rest, (a, b) -> Double.compare(gain(b), gain(a)));
    return Arrays.stream(rest).mapToInt(row -> row);
  }

  private double gain(int row) {
    return relevance[row] + byOthers[row];
  }

  private void add(List<Candidate> order, Candidate candidate, int row) {
    float ceiling = order.isEmpty() ? Float.POSITIVE_INFINITY : order.getLast().score();
    order.add(candidate.withScore(Math.min(ceiling, (float) gain(row))));
  }
}
