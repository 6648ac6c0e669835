package io.cairn.models;

import io.cairn.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a {@link GbdtModel}: gradient-boosted decision trees, one ensemble for each objective, on
 * all cores. The trees are grown by XGBoost, in native code; the model needs nothing of it.
 *
 * <p>Boosting stops when {@code earlyStoppingRounds} trees in a row made the validation metric no
 * better (NDCG@10 or log loss), and the trees up to the best are kept. A missing value takes the
 * side of each split that was better in training.
 *
 * <p>The examples of one objective at a time are held outside of the heap, at about 12 bytes for
 * each feature of each; on the heap only their labels are. The seed decides which candidates and
 * columns a tree sees. On one kind of machine the same seed and examples give the same model.
 *
 * @param loss what is minimised
 * @param growth how each tree grows
 * @param trees how many at most, at least 1
 * @param learningRate how much of each tree counts, above 0 and at most 1
 * @param earlyStoppingRounds after how many trees without a better metric to stop, at least 1
 * @param seed decides what each tree sees
 * @see <a href="https://doi.org/10.1145/2939672.2939785">Chen, Guestrin. XGBoost: A Scalable Tree
 *     Boosting System. KDD 2016</a>
 */
public record GbdtTrainer(
    Loss loss,
    TreeGrowth growth,
    int trees,
    double learningRate,
    int earlyStoppingRounds,
    long seed)
    implements RankingTrainer {

  /** What boosting minimises. */
  public enum Loss {
    /**
     * The loss of NDCG by swapped pairs of a list, one of them among the first 13, with gains of
     * {@code 2^label - 1}. A pair counts as much as the candidates of its list with labels above 0
     * do on average, or all of them where there are none.
     *
     * @see <a
     *     href="https://www.microsoft.com/en-us/research/publication/from-ranknet-to-lambdarank-to-lambdamart-an-overview/">
     *     Burges. From RankNet to LambdaRank to LambdaMART: An Overview. 2010</a>
     */
    LAMBDA_MART,
    /** The log loss of each candidate by itself, where a label above 0 is a yes. */
    LOG_LOSS
  }

  /**
   * How a tree grows.
   *
   * @param depth how many splits are between root and leaf at most, in 1 to {@value
   *     TreeEnsemble#DEPTH_MAX}
   * @param regularization λ, at least 0: how strongly the leaves' values are kept small
   * @param minChildWeight the least sum of second derivatives in a leaf, above 0
   * @param rowSample the share of the candidates that a tree sees, above 0 and at most 1
   * @param columnSample the share of the columns that a tree sees, above 0 and at most 1
   */
  public record TreeGrowth(
      int depth,
      double regularization,
      double minChildWeight,
      double rowSample,
      double columnSample) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public TreeGrowth {
      Checks.atLeast("depth", depth, 1);
      Checks.atMost("depth", depth, TreeEnsemble.DEPTH_MAX);
      Checks.notNegative("regularization", regularization);
      Checks.positive("minChildWeight", minChildWeight);
      Checks.share("rowSample", rowSample);
      Checks.share("columnSample", columnSample);
    }
  }

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public GbdtTrainer {
    Checks.atLeast("trees", trees, 1);
    Checks.share("learningRate", learningRate);
    Checks.atLeast("earlyStoppingRounds", earlyStoppingRounds, 1);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if XGBoost cannot be used on this machine, or fails
   */
  @Override
  public GbdtModel train(RankingExamples training, RankingExamples validation, Progress progress) {
    LabelSummary.checkSame(training, validation);
    List<LabelSummary> labels = LabelSummary.of(training, "training");
    List<LabelSummary> later = LabelSummary.of(validation, "validation");
    labels.forEach(this::check);
    List<TreeEnsemble> ensembles = new ArrayList<>();
    for (int objective = 0; objective < labels.size(); objective++) {
      try (BoosterExamples seen = BoosterExamples.of(training, objective, labels, loss);
          BoosterExamples judges = BoosterExamples.of(validation, objective, later, loss)) {
        double share = loss == Loss.LOG_LOSS ? labels.get(objective).positiveShare() : 0;
        String name = training.objectives().get(objective);
        ensembles.add(new TreeBoosting(this, name, progress).boost(seen, judges, share));
      }
    }
    return new GbdtModel(training.columns(), training.objectives(), ensembles);
  }

  /** {@inheritDoc} All objectives get as many trees as the one with the most. */
  @Override
  public Optional<RankingTrainer> again(RankingModel model) {
    if (!(model instanceof GbdtModel grown)) {
      return Optional.empty();
    }
    int most = 1;
    for (int objective = 0; objective < grown.objectives().size(); objective++) {
      most = Math.max(most, grown.trees(objective));
    }
    return Optional.of(new GbdtTrainer(loss, growth, most, learningRate, most, seed));
  }

  private void check(LabelSummary labels) {
    switch (loss) {
      case LAMBDA_MART -> labels.checkOrdered();
      case LOG_LOSS -> labels.checkYesAndNo("training");
    }
  }
}
