package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Lists of candidates to train on.
 *
 * @param all the lists, the oldest first
 */
record RankingLists(List<String> columns, List<String> objectives, List<ExampleList> all)
    implements RankingExamples {

  /** Decides the labels of a candidate from its features, by chance. */
  @FunctionalInterface
  interface Outcome {
    float[] of(float[] features, Random random);
  }

  @Override
  public Stream<ExampleList> lists() {
    return all.stream();
  }

  static ExampleList of(List<String> columns, float[] features, float[] labels, float[] weights) {
    return new ExampleList(new FeatureMatrix(columns, weights.length, features), labels, weights);
  }

  /**
   * Returns lists of ten candidates each, whose features are drawn from the normal distribution.
   */
  static RankingLists drawn(
      List<String> columns, List<String> objectives, int lists, long seed, Outcome outcome) {
    Random random = new Random(seed);
    List<ExampleList> all = new ArrayList<>();
    for (int list = 0; list < lists; list++) {
      float[] features = new float[10 * columns.size()];
      float[] labels = new float[10 * objectives.size()];
      for (int row = 0; row < 10; row++) {
        float[] drawn = new float[columns.size()];
        for (int column = 0; column < drawn.length; column++) {
          drawn[column] = (float) random.nextGaussian();
        }
        float[] outcomes = outcome.of(drawn, random);
        System.arraycopy(drawn, 0, features, row * drawn.length, drawn.length);
        for (int objective = 0; objective < outcomes.length; objective++) {
          labels[objective * 10 + row] = outcomes[objective];
        }
      }
      float[] weights = new float[10];
      Arrays.fill(weights, 1);
      all.add(of(columns, features, labels, weights));
    }
    return new RankingLists(columns, objectives, all);
  }

  /** Returns an outcome of one label, which is 1 with the probability that belongs to log odds. */
  static Outcome odds(ToDoubleFunction<float[]> logOdds) {
    return (features, random) -> new float[] {drawn(logOdds.applyAsDouble(features), random)};
  }

  static float drawn(double logOdds, Random random) {
    return random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }

  /** Returns how likely a candidate with a label of 1 scores above one with 0, in [0, 1]. */
  double areaUnderCurve(RankingModel model, int objective) {
    List<Float> yes = new ArrayList<>();
    List<Float> no = new ArrayList<>();
    for (ExampleList list : all) {
      float[] scores = model.score(list.features()).values();
      for (int row = 0; row < list.features().rows(); row++) {
        float label = list.label(objective, row);
        if (!Float.isNaN(label)) {
          (label > 0 ? yes : no).add(scores[row * objectives.size() + objective]);
        }
      }
    }
    double wins = 0;
    for (float high : yes) {
      wins += no.stream().mapToDouble(low -> high > low ? 1 : high == low ? .5 : 0).sum();
    }
    return wins / yes.size() / no.size();
  }
}
