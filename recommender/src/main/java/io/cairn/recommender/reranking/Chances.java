package io.cairn.recommender.reranking;

import java.util.Arrays;

/** Probabilities that sum to 1, and drawing by them. */
public final class Chances {
  /** What is less likely is not drawn at all, so that no propensity is next to nothing. */
  private static final double LEAST = 1e-6;

  private Chances() {}

  /** Returns probabilities of which the first has all. */
  static double[] first(int n) {
    double[] chances = new double[n];
    chances[0] = 1;
    return chances;
  }

  /** Returns equal probabilities of the places with the largest value. */
  static double[] largest(double[] values) {
    double most = Arrays.stream(values).max().orElseThrow();
    return normalized(Arrays.stream(values).map(value -> value == most ? 1 : 0).toArray());
  }

  /**
   * Returns weights as probabilities; those below a millionth become 0.
   *
   * @param weights at least 0 with a sum above 0, shape {@code [n]}
   */
  static double[] normalized(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double kept = 0;
    double[] chances = new double[weights.length];
    for (int place = 0; place < weights.length; place++) {
      chances[place] = weights[place] < LEAST * sum ? 0 : weights[place];
      kept += chances[place];
    }
    for (int place = 0; place < chances.length; place++) {
      chances[place] /= kept;
    }
    return chances;
  }

  /**
   * Returns the place that is drawn.
   *
   * @param chances sum to 1, shape {@code [n]}
   * @param at drawn evenly from [0, 1)
   */
  public static int draw(double[] chances, double at) {
    double sum = 0;
    int last = 0;
    for (int place = 0; place < chances.length; place++) {
      sum += chances[place];
      if (chances[place] > 0) {
        last = place;
        if (at < sum) {
          return place;
        }
      }
    }
    return last;
  }
}
