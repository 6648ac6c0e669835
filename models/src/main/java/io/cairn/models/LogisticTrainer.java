package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains a {@link LogisticModel}: for each objective a logistic regression of its own, which takes
 * a label above 0 for a yes. Columns are standardised by their mean and deviation among the
 * training examples; a missing value counts as the mean.
 *
 * <p>Each epoch reads the training examples once for a step of Newton's method, and the validation
 * examples once for the log loss; memory does not grow with the examples, but with the square of
 * the columns. The weights of the epoch with the least log loss on the validation examples are
 * kept, and training stops when two epochs were no better. Nothing is drawn by chance: the same
 * examples give the same model.
 *
 * @param epochs how often the examples are read at most, at least 1; about ten are enough
 * @param regularization λ, above 0: how strongly the weights are kept small, beside a loss that is
 *     summed over the examples
 * @see <a href="https://doi.org/10.1007/978-0-387-84858-7">Hastie, Tibshirani, Friedman. The
 *     Elements of Statistical Learning, 2nd edition, 2009, equation 4.26</a>
 */
public record LogisticTrainer(int epochs, double regularization) implements RankingTrainer {
  private static final int PATIENCE = 2;

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LogisticTrainer {
    Checks.atLeast("epochs", epochs, 1);
    Checks.positive("regularization", regularization);
  }

  @Override
  public Optional<RankingTrainer> again(RankingModel model) {
    return Optional.of(this);
  }

  @Override
  public LogisticModel train(
      RankingExamples training, RankingExamples validation, Progress progress) {
    LabelSummary.checkSame(training, validation);
    LabelSummary.of(training, "training").forEach(labels -> labels.checkYesAndNo("training"));
    LabelSummary.of(validation, "validation");
    Standardization standardization = Standardization.of(training);
    List<LogisticFit> fits =
        training.objectives().stream()
            .map(_ -> new LogisticFit(training.columns().size(), regularization))
            .toList();
    int epoch = 0;
    for (; epoch < epochs && isWorthwhile(fits); epoch++) {
      forEachRow(training, standardization, fits, LogisticFit::learn);
      fits.forEach(LogisticFit::step);
      forEachRow(validation, standardization, fits, LogisticFit::judge);
      fits.forEach(LogisticFit::keepIfBetter);
      progress.at(step(fits), epoch + 1L, epochs);
    }
    progress.at(step(fits), epoch, epoch);
    float[][] weights = fits.stream().map(LogisticFit::bestWeights).toArray(float[][]::new);
    return new LogisticModel(training.columns(), training.objectives(), standardization, weights);
  }

  private static String step(List<LogisticFit> fits) {
    double loss = fits.stream().mapToDouble(LogisticFit::bestLoss).average().orElseThrow();
    return "fitting, log loss %.4f".formatted(loss);
  }

  private static boolean isWorthwhile(List<LogisticFit> fits) {
    return fits.stream().anyMatch(fit -> fit.epochsWithoutGain() < PATIENCE);
  }

  /** What is done with a standardised row of one objective. */
  @FunctionalInterface
  private interface RowUse {
    void use(LogisticFit fit, double[] row, boolean isYes, double weight);
  }

  private static void forEachRow(
      RankingExamples examples,
      Standardization standardization,
      List<LogisticFit> fits,
      RowUse use) {
    double[] values = new double[examples.columns().size() + 1];
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEach(
          list -> {
            FeatureMatrix features = list.features();
            for (int row = 0; row < features.rows(); row++) {
              standardization.apply(features, row, values);
              int at = row;
              IntStream.range(0, fits.size())
                  .filter(objective -> !Float.isNaN(list.label(objective, at)))
                  .forEach(
                      objective ->
                          use.use(
                              fits.get(objective),
                              values,
                              list.label(objective, at) > 0,
                              list.weights()[at]));
            }
          });
    }
  }
}
