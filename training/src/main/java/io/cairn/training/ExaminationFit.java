package io.cairn.training;

import io.cairn.core.Progress;
import io.cairn.models.ExampleList;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.RankingModel;
import io.cairn.models.RankingTrainer;
import java.util.List;
import java.util.stream.IntStream;

/** The loop of {@link PropensityEstimator.RegressionEm}. For use by one thread. */
final class ExaminationFit {

  /*
   * In the letters of the paper, θ is the propensity of position k, γ the relevance of a candidate,
   * E whether somebody looked, and P(C=1) = θ γ. What is not clicked on was looked at with
   *
   *     P(E=1 | C=0) = θ (1 - γ) / (1 - θ γ)
   *
   * and what is clicked on, for certain (E-step). γ is learned by a regression of the clicks on the
   * features, where each candidate counts as much as it was likely looked at, and then θ from the
   * clicks that γ expects at each position (M-step). The paper instead draws a relevance for each
   * candidate by P(R=1 | C), also for those that nobody looked at, and makes θ the mean of P(E=1 |
   * C). The truth solves the equations of both. But where clicks are rare, what is not clicked on
   * tells little of looking and relevance, so that the paper's steps are short and many, and each
   * is a regression.
   *
   * θ and γ are known but for a factor that goes from one to the other: the highest θ is 1 here, so
   * that all are probabilities. The first θ are the click rates.
   */

  /** Every fifth list says when the regression is to stop. */
  static final int VALIDATION = 5;

  /** The largest part by which a propensity may still move at the end. */
  private static final double LEAST_MOVE = 0.005;

  /** Nothing is clicked on for certain: so what was not clicked on may have been looked at. */
  private static final double RELEVANCE_MAX = 0.9999;

  private final MemoryRankingExamples sample;
  private final RankingTrainer regression;

  /** γ of the candidates of each list, shape {@code [lists][rows]}; 0 before it is learned. */
  private final float[][] relevance;

  ExaminationFit(MemoryRankingExamples sample, RankingTrainer regression) {
    this.sample = sample;
    this.regression = regression;
    relevance =
        sample.all().stream()
            .map(list -> new float[list.features().rows()])
            .toArray(float[][]::new);
  }

  /**
   * Turns until the propensities no longer move.
   *
   * @throws IllegalArgumentException if the lists tell nothing of position bias
   */
  PositionBias fit(int iterations, Progress progress) {
    PositionBias bias = new PropensityEstimator.Randomised().estimate(sample, Progress.NONE);
    PositionColumns.refuse(sample);
    double move = Double.POSITIVE_INFINITY;
    int done = 0;
    for (; done < iterations && move > LEAST_MOVE; done++) {
      learnRelevance(bias);
      PositionBias next = compare();
      move = move(bias, next);
      bias = next;
      progress.at(step(move), done + 1L, iterations);
    }
    progress.at(step(move), done, done);
    return bias;
  }

  private static String step(double move) {
    return "estimating position bias, moved by %.1f %%".formatted(100 * move);
  }

  private void learnRelevance(PositionBias bias) {
    List<ExampleList> lists =
        IntStream.range(0, relevance.length).mapToObj(list -> asLookedAt(list, bias)).toList();
    RankingModel model = regression.train(part(lists, false), part(lists, true), Progress.NONE);
    for (int list = 0; list < relevance.length; list++) {
      float[] logOdds = model.score(lists.get(list).features()).values();
      for (int row = 0; row < logOdds.length; row++) {
        double gamma = 1 / (1 + Math.exp(-logOdds[row]));
        relevance[list][row] = (float) Math.min(gamma, RELEVANCE_MAX);
      }
    }
  }

  /** Returns a list whose candidates count as much as they were likely looked at. */
  private ExampleList asLookedAt(int number, PositionBias bias) {
    ExampleList list = sample.all().get(number);
    float[] weights = list.weights().clone();
    for (int row = 0; row < weights.length; row++) {
      if (!(list.label(0, row) > 0)) {
        double theta = bias.propensity(row + 1) / bias.highest();
        double gamma = relevance[number][row];
        weights[row] *= (float) (theta * (1 - gamma) / (1 - theta * gamma));
      }
    }
    return new ExampleList(list.features(), list.labels(), weights);
  }

  private MemoryRankingExamples part(List<ExampleList> lists, boolean isValidation) {
    List<ExampleList> part =
        IntStream.range(0, lists.size())
            .filter(list -> (list % VALIDATION == VALIDATION - 1) == isValidation)
            .mapToObj(lists::get)
            .toList();
    return new MemoryRankingExamples(sample.columns(), sample.objectives(), part);
  }

  /** Compares the clicks at each position with those that relevance alone lets expect. */
  private PositionBias compare() {
    PositionTally tally = new PositionTally();
    for (int list = 0; list < relevance.length; list++) {
      float[] gamma = relevance[list];
      tally.add(sample.all().get(list), row -> gamma[row]);
    }
    return tally.bias();
  }

  private static double move(PositionBias from, PositionBias to) {
    return IntStream.rangeClosed(1, to.propensities().length)
        .mapToDouble(position -> Math.abs(to.propensity(position) / from.propensity(position) - 1))
        .max()
        .orElseThrow();
  }
}
