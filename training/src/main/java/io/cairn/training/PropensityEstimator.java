package io.cairn.training;

import io.cairn.core.Progress;
import io.cairn.models.ExampleList;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.RankingExamples;
import io.cairn.models.RankingTrainer;
import java.util.stream.Stream;

/**
 * Learns from shown lists how likely people look at each position. An estimator is a record of its
 * settings; the same settings and examples give the same curve. Immutable, and safe for use by
 * multiple threads.
 *
 * <p>Both assume that somebody who looks at a candidate clicks on it however high it stands:
 * P(click) = P(look at the position) · P(click on the candidate when looked at).
 */
public sealed interface PropensityEstimator {
  /**
   * Returns the propensities of the positions at which a candidate with a known label was shown. A
   * position with few looks leans to the one before it.
   *
   * @param examples whole lists in the order in which they were shown: row 0 is position 1. Labels
   *     of the first objective above 0 are clicks; candidates whose label is not known are left out
   * @param progress is told of each step
   * @throws IllegalArgumentException if there are no lists, no clicks at position 1, or clicks only
   */
  PositionBias estimate(RankingExamples examples, Progress progress);

  /**
   * Compares the click rates of the positions: right where chance decided about the order of the
   * lists, and only there. Reads the examples once; memory does not grow with them. Features are
   * not looked at.
   */
  record Randomised() implements PropensityEstimator {
    @Override
    public PositionBias estimate(RankingExamples examples, Progress progress) {
      PositionTally tally = new PositionTally();
      try (Stream<ExampleList> lists = examples.lists()) {
        lists.forEachOrdered(
            list -> {
              tally.add(list, _ -> 1);
              progress.at("counting clicks by position", tally.lists(), -1);
            });
      }
      progress.at("counting clicks by position", tally.lists(), tally.lists());
      return tally.bias();
    }
  }

  /**
   * Regression EM: tells position from relevance in lists that were ordered on purpose, by
   * predicting from the features which candidates are clicked on once they are looked at.
   *
   * <p>It needs three things of the examples. The features tell what the order was made from, for
   * instance by the score of the ranker of the day. The same kind of candidate was shown at various
   * positions. No feature tells the position itself; such a feature is refused. The curve is off as
   * far as the order follows what the features do not tell.
   *
   * <p>Holds {@code listsMax} lists with their features in memory, and what the regression needs.
   * The examples are read once.
   *
   * @param iterations how often to turn at most, at least 1; about ten are enough, and it stops
   *     before when no propensity moves by more than half a percent
   * @param listsMax how many lists to learn from, drawn by chance from all, at least 5
   * @param regression learns how relevant candidates are; its scores must be log odds, as those of
   *     {@link LogisticTrainer} and of {@link GbdtTrainer} with the log loss are
   * @param seed decides which lists are drawn
   * @see <a href="https://doi.org/10.1145/3159652.3159732">Wang, Golbandi, Bendersky, Metzler,
   *     Najork. Position Bias Estimation for Unbiased Learning to Rank in Personal Search. WSDM
   *     2018, section 4</a>
   */
  record RegressionEm(int iterations, int listsMax, RankingTrainer regression, long seed)
      implements PropensityEstimator {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a number is too small, or the regression is one of ranks
     */
    public RegressionEm {
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations must be at least 1, was " + iterations);
      }
      if (listsMax < ExaminationFit.VALIDATION) {
        throw new IllegalArgumentException(
            "listsMax must be at least %d, was %d".formatted(ExaminationFit.VALIDATION, listsMax));
      }
      if (regression instanceof GbdtTrainer gbdt && gbdt.loss() != GbdtTrainer.Loss.LOG_LOSS) {
        throw new IllegalArgumentException(
            "the regression must have the loss LOG_LOSS, had " + gbdt.loss());
      }
    }

    /** Returns an estimator with boosted trees and settings that suit most logs. */
    public static RegressionEm withTrees(long seed) {
      GbdtTrainer.TreeGrowth growth = new GbdtTrainer.TreeGrowth(4, 1, 5, 1, 1);
      GbdtTrainer trees = new GbdtTrainer(GbdtTrainer.Loss.LOG_LOSS, growth, 30, 0.3, 5, seed);
      return new RegressionEm(20, 50_000, trees, seed);
    }

    @Override
    public PositionBias estimate(RankingExamples examples, Progress progress) {
      MemoryRankingExamples sample = ListSample.of(examples, listsMax, seed, progress);
      return new ExaminationFit(sample, regression).fit(iterations, progress);
    }
  }
}
