package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains two towers. The user tower makes a vector of a history: the sum of its items' vectors,
 * weighted, through a network, scaled to length 1. The item tower makes a vector of an item: that
 * of its id and those of its content. Of each row some items are hidden, and a softmax over the
 * items that any row of the batch hides, corrected for how often each is sampled, has to find them.
 *
 * <p>While it learns, the ids of items are dropped at random, so that an item has a vector from
 * content alone: new ones, and those that nobody in the interactions liked. Weights above 0 say
 * that an item was wanted; others are part of the history only.
 *
 * <p>The last wanted items of some rows are held out. After each epoch they are ranked among all
 * items, an item at rank r gains {@code 1 / log2(1 + r)}, and the epoch with the best mean is kept.
 * With fewer than ten rows nothing is held out, and the last epoch is kept. It works on as many
 * threads as there are; the seed decides first vectors, what is held out, hidden and dropped, and
 * the order of rows. On one kind of processor the same seed and interactions give the same model,
 * with any number of threads.
 *
 * @param factors the length of the vectors, at least 1
 * @param epochs how often the rows are read at most, at least 1
 * @param learningRate about how far a number moves in a step, above 0; around .005
 * @param regularization which share of its way to 0 a number goes in a step that moves it, times
 *     the learning rate, at least 0
 * @param batchSize rows in a step, at least 1; some hundreds
 * @param hidden the widths of the hidden layers of the user tower, each at least 1; empty for none,
 *     then a history is the weighted sum alone
 * @param targetShare how probably an item of a row is hidden, above 0 and at most 1; at least one
 *     is, and one is not
 * @param temperature τ, by which inner products are divided, above 0
 * @param negatives items that are drawn evenly in each step, beside those that rows hide, at least
 *     0
 * @param idDropout how probably the id of an item with content is dropped, from 0 to below 1
 * @param halfLife after how many later items of a history an item counts half; 0 if all count alike
 * @param earlyStoppingRounds after how many epochs without a better one to stop, at least 1
 * @param seed decides all that is drawn
 * @see <a href="https://doi.org/10.1145/3298689.3346996">Yi, Yang, Hong, Cheng, Heldt, Kumthekar,
 *     Zhao, Wei, Chi. Sampling-Bias-Corrected Neural Modeling for Large Corpus Item
 *     Recommendations. RecSys 2019</a>
 * @see <a href="https://doi.org/10.1145/2959100.2959190">Covington, Adams, Sargin. Deep Neural
 *     Networks for YouTube Recommendations. RecSys 2016, section 3</a>
 * @see <a href="https://papers.nips.cc/paper/7081">Volkovs, Yu, Poutanen. DropoutNet: Addressing
 *     Cold Start in Recommender Systems. NeurIPS 2017</a>
 */
public record TwoTowerTrainer(
    int factors,
    int epochs,
    double learningRate,
    double regularization,
    int batchSize,
    List<Integer> hidden,
    double targetShare,
    double temperature,
    int negatives,
    double idDropout,
    double halfLife,
    int earlyStoppingRounds,
    long seed)
    implements RetrievalTrainer {

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TwoTowerTrainer {
    Checks.atLeast("factors", factors, 1);
    Checks.atLeast("epochs", epochs, 1);
    Checks.positive("learningRate", learningRate);
    Checks.notNegative("regularization", regularization);
    Checks.atLeast("batchSize", batchSize, 1);
    hidden.forEach(width -> Checks.atLeast("hidden", width, 1));
    Checks.share("targetShare", targetShare);
    Checks.positive("temperature", temperature);
    Checks.atLeast("negatives", negatives, 0);
    Checks.belowOne("idDropout", idDropout);
    Checks.notNegative("halfLife", halfLife);
    Checks.atLeast("earlyStoppingRounds", earlyStoppingRounds, 1);
    hidden = List.copyOf(hidden);
  }

  @Override
  public EmbeddingModel train(InteractionMatrix interactions, Progress progress) {
    return train(interactions, ItemContent.none(interactions.items()), progress);
  }

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if the matrix has no cells, the content is of other items, or
   *     the learning rate is so high that the vectors run out of the range of numbers
   */
  @Override
  public EmbeddingModel train(
      InteractionMatrix interactions, ItemContent content, Progress progress) {
    Checks.notEmpty(interactions);
    if (content.items() != interactions.items()) {
      throw new IllegalArgumentException(
          "content of %d items for interactions of %d"
              .formatted(content.items(), interactions.items()));
    }
    return new Learning(interactions, content).run(progress);
  }

  /** One training. For use by one thread. */
  private final class Learning {
    private final TokenTable tokens;
    private final SparseRows tokenRows;
    private final HeldOutItems heldOut;
    private final TowerBatches batches;
    private final TowerNumbers numbers;
    private final TwoTowerNetwork network;
    private final Adam adam = new Adam(learningRate, regularization);
    private TwoTowerModel best;
    private double bestGain;
    private int bestEpoch;

    Learning(InteractionMatrix interactions, ItemContent content) {
      SplittableRandom random = new SplittableRandom(seed);
      tokens = TokenTable.of(content);
      tokenRows = tokens.rows(content);
      heldOut = HeldOutItems.of(interactions, random);
      batches =
          new TowerBatches(
              SparseRows.of(heldOut.training()), tokenRows, TwoTowerTrainer.this, random);
      numbers =
          TowerNumbers.first(TwoTowerTrainer.this, interactions.items(), tokens.size(), random);
      network = new TwoTowerNetwork(numbers, temperature);
      best = model();
    }

    TwoTowerModel run(Progress progress) {
      for (int epoch = 1; epoch <= epochs && epoch <= bestEpoch + earlyStoppingRounds; epoch++) {
        learn(epoch, progress);
        keepIfBest(epoch);
      }
      progress.at(step(), epochs, epochs);
      return best;
    }

    private void learn(int epoch, Progress progress) {
      int steps = batches.perEpoch();
      for (int step = 0; step < steps; step++) {
        checkFinite(network.loss(batches.next()));
        network.update(adam);
        progress.at(step(), (epoch - 1L) * steps + step, (long) epochs * steps);
      }
    }

    private String step() {
      return "learning, gain %.4f after %d epochs".formatted(bestGain, bestEpoch);
    }

    private void keepIfBest(int epoch) {
      TwoTowerModel model = model();
      double gain = heldOut.gain(model);
      if (gain > bestGain || heldOut.isEmpty()) {
        best = model;
        bestGain = gain;
        bestEpoch = epoch;
      }
    }

    /** Returns what is learned so far; an item that no row wants goes by its content. */
    private TwoTowerModel model() {
      SparseRowsBuilder ids = new SparseRowsBuilder(tokenRows.rows());
      for (int item = 0; item < tokenRows.rows(); item++) {
        if (batches.isLearned(item)) {
          ids.add(item, 1);
        }
        ids.endRow();
      }
      FloatMatrix vectors =
          new ItemTower(numbers.idTable(), numbers.tokenTable())
              .forward(ids.build(tokenRows.rows()), tokenRows);
      return new TwoTowerModel(
          numbers.copy(),
          new HistoryPooling(halfLife),
          tokens,
          Arrays.copyOf(vectors.values(), Batches.cells(vectors)));
    }

    private void checkFinite(double loss) {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            "the loss is not a number any more: choose a learningRate below " + learningRate);
      }
    }
  }
}
