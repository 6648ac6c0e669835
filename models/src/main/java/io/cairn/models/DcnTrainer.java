package io.cairn.models;

import io.cairn.core.Progress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Trains a {@link DcnModel}, a deep and cross network: cross layers, which multiply features with
 * each other, and beside them dense layers with ReLU; both read the same inputs, and a head for
 * each objective reads both. It learns by Adam on the log loss, summed over the objectives; a label
 * above 0 is a yes, one that is not known counts for nothing.
 *
 * <p>Each epoch reads the training lists once, shuffled within a buffer of {@value #SHUFFLED_ROWS}
 * candidates, and the validation lists once; memory does not grow with the lists. The epoch with
 * the least log loss on the validation lists is kept. It works on one thread; the seed decides the
 * first weights and the order, and on one kind of processor the same seed and lists give the same
 * model.
 *
 * @param epochs how often the training lists are read at most, at least 1
 * @param learningRate about how far a weight moves in a step, above 0; around .001
 * @param regularization which share of its way to 0 a weight goes in a step, times the learning
 *     rate, at least 0; bias is left alone
 * @param batchSize candidates in a step, at least 1; some hundreds
 * @param crossLayers how many cross layers, at least 0; one makes products of two features
 * @param hidden the widths of the dense layers, each at least 1; may be empty
 * @param embeddingSize the length of the vector of a categorical code, at least 1
 * @param categorical the columns whose values are codes, whole numbers from 0, and how many buckets
 *     each has, at least 1; a code beyond shares the bucket of its remainder
 * @param earlyStoppingRounds after how many epochs without a better one to stop, at least 1
 * @param seed decides the first weights and the order of the candidates
 * @see <a href="https://arxiv.org/abs/2008.13535">Wang, Shivanna, Cheng, Jain, Lin, Hong, Chi. DCN
 *     V2: Improved Deep &amp; Cross Network and Practical Lessons for Web-scale Learning to Rank
 *     Systems. WWW 2021, section 3</a>
 */
public record DcnTrainer(
    int epochs,
    double learningRate,
    double regularization,
    int batchSize,
    int crossLayers,
    List<Integer> hidden,
    int embeddingSize,
    Map<String, Integer> categorical,
    int earlyStoppingRounds,
    long seed)
    implements RankingTrainer {
  private static final int SHUFFLED_ROWS = 65_536;

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public DcnTrainer {
    Checks.atLeast("epochs", epochs, 1);
    Checks.positive("learningRate", learningRate);
    Checks.notNegative("regularization", regularization);
    Checks.atLeast("batchSize", batchSize, 1);
    Checks.atLeast("crossLayers", crossLayers, 0);
    hidden.forEach(width -> Checks.atLeast("hidden", width, 1));
    Checks.atLeast("embeddingSize", embeddingSize, 1);
    categorical.forEach((name, buckets) -> Checks.atLeast("categorical " + name, buckets, 1));
    Checks.atLeast("earlyStoppingRounds", earlyStoppingRounds, 1);
    hidden = List.copyOf(hidden);
    categorical = Collections.unmodifiableSortedMap(new TreeMap<>(categorical));
  }

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if there are no lists, the columns differ, the labels of an
   *     objective are all yes or all no, a categorical column is not among the columns, or the
   *     learning rate is so high that the scores run out of the range of numbers
   */
  @Override
  public DcnModel train(RankingExamples training, RankingExamples validation, Progress progress) {
    checkSame(training, validation);
    ExampleSummary summary = ExampleSummary.of(training, "training");
    summary.checkYesAndNo();
    ExampleSummary.of(validation, "validation").checkKnown();
    int objectives = training.objectives().size();
    DcnShape shape =
        new DcnShape(encoding(training.columns(), summary), objectives, crossLayers, hidden);
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> first = shape.first(random, bias(summary, objectives));
    Adam adam = new Adam(learningRate, regularization);
    DcnLearner learner = new DcnLearner(shape, first, adam, summary.meanWeight());
    Best best = new Best(learner.numbers(), learner.loss(validation, batchSize), 0);
    Steps steps = new Steps(progress, summary.rows() * epochs, best);
    for (int epoch = 1; epoch <= epochs && epoch <= best.epoch + earlyStoppingRounds; epoch++) {
      steps.best = best;
      learn(learner, training, random, steps);
      double loss = checked(learner.loss(validation, batchSize), epoch);
      best = loss < best.loss ? new Best(learner.numbers(), loss, epoch) : best;
    }
    progress.at(best.step(), steps.done, steps.done);
    return new DcnModel(training.objectives(), shape, best.numbers, best.epoch);
  }

  @Override
  public Optional<RankingTrainer> again(RankingModel model) {
    if (!(model instanceof DcnModel learned) || learned.epochs() == 0) {
      return Optional.empty();
    }
    int again = learned.epochs();
    return Optional.of(
        new DcnTrainer(
            again,
            learningRate,
            regularization,
            batchSize,
            crossLayers,
            hidden,
            embeddingSize,
            categorical,
            again,
            seed));
  }

  /** The network as it was after its best epoch. */
  private record Best(List<float[]> numbers, double loss, int epoch) {
    String step() {
      return "learning, log loss %.4f after %d epochs".formatted(loss, epoch);
    }
  }

  /** Tells of the rows of all epochs. For use by one thread. */
  private static final class Steps {
    private final Progress progress;
    private final long total;
    private Best best;
    private long done;

    Steps(Progress progress, long total, Best best) {
      this.progress = progress;
      this.total = total;
      this.best = best;
    }

    void add(int rows) {
      done += rows;
      progress.at(best.step(), Math.min(done, total - 1), total);
    }
  }

  private void learn(
      DcnLearner learner, RankingExamples training, SplittableRandom random, Steps steps) {
    new ExampleBatches(
            training,
            batchSize,
            batch -> {
              learner.learn(batch);
              steps.add(batch.size());
            })
        .readShuffled(SHUFFLED_ROWS, random);
  }

  private double checked(double loss, int epoch) {
    if (Double.isFinite(loss)) {
      return loss;
    }
    throw new IllegalArgumentException(
        "the log loss is not a number any more after epoch %d: choose a learningRate below %s"
            .formatted(epoch, learningRate));
  }

  private static void checkSame(RankingExamples training, RankingExamples validation) {
    if (!validation.columns().equals(training.columns())) {
      throw new SchemaMismatchException(training.columns(), validation.columns());
    }
    if (!validation.objectives().equals(training.objectives())) {
      throw new IllegalArgumentException(
          "the training examples have the objectives %s, but those for validation %s"
              .formatted(training.objectives(), validation.objectives()));
    }
  }

  private InputEncoding encoding(List<String> columns, ExampleSummary summary) {
    checkKnown(columns);
    float[] means = new float[columns.size()];
    float[] scales = new float[columns.size()];
    int[] missing = new int[columns.size()];
    int[] buckets = new int[columns.size()];
    for (int column = 0; column < columns.size(); column++) {
      buckets[column] = categorical.getOrDefault(columns.get(column), 0);
      if (buckets[column] == 0) {
        double deviation = summary.deviation(column);
        means[column] = (float) summary.mean(column);
        scales[column] = deviation > 0 ? (float) Math.min(1 / deviation, Float.MAX_VALUE) : 0;
        missing[column] = summary.isSometimesMissing(column) ? 1 : 0;
      }
    }
    return new InputEncoding(columns, means, scales, missing, buckets, embeddingSize);
  }

  private void checkKnown(List<String> columns) {
    Set<String> unknown = new TreeSet<>(categorical.keySet());
    columns.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "categorical names %s, but the features are %s: name one of these"
              .formatted(unknown, columns));
    }
  }

  /** Returns the log odds of a yes. */
  private static float[] bias(ExampleSummary summary, int objectives) {
    float[] bias = new float[objectives];
    for (int objective = 0; objective < objectives; objective++) {
      double share = summary.yesShare(objective);
      bias[objective] = (float) Math.log(share / (1 - share));
    }
    return bias;
  }
}
