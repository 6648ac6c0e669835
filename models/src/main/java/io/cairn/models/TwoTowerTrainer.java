package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Progress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains two towers. The user tower makes a vector of a history: the sum of its items' vectors,
 * each weighted by the events with it and how long ago they were, of those of the traits of who did
 * it, and of one that everybody has, through a network, scaled to length 1. A long history
 * outweighs what everybody has, a short one does not. The item tower makes a vector of an item:
 * that of its id and those of its content. Of each row some items are hidden, and a softmax over
 * the items that any row of the batch hides, corrected for how often each is sampled, has to find
 * them.
 *
 * <p>While it learns, the ids of items are dropped at random, so that an item has a vector from
 * content alone: new ones, and those that nobody in the interactions liked. Weights above 0 say
 * that an item was wanted; others are part of the history only. Traits are dropped at random, too,
 * and so are most items of some rows, so that somebody new has a vector from the first event on, or
 * from traits alone. A trait of fewer than ten rows is not learned.
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
 * @param learningRate about how far a number moves in a step at first, above 0; around .005
 * @param learningRateDecay which share of the learning rate is gone after the last epoch, from 0 to
 *     1; it goes evenly
 * @param regularization which share of its way to 0 a number goes in a step that moves it, times
 *     the learning rate, at least 0
 * @param batchSize rows in a step, at least 1; some hundreds
 * @param hidden the widths of the hidden layers of the user tower, each at least 1; empty for none,
 *     then a history is the weighted sum alone
 * @param targetShare how probably an item of a row is hidden, above 0 and at most 1; at least one
 *     is, and one is not
 * @param coldShare how probably a row is treated like that of somebody new: it shows about four
 *     items at most; from 0 to below 1
 * @param temperature τ, by which inner products are divided, above 0
 * @param negatives items that are drawn evenly in each step, beside those that rows hide, at least
 *     0
 * @param hardNegatives items for each row that it does not have, though the model ranked them high
 *     at the end of the epoch before, at least 0
 * @param idDropout how probably the id of an item with content is dropped, from 0 to below 1
 * @param traitDropout how probably the traits of a row are dropped, from 0 to below 1
 * @param halfLife how long before the last event of a history an item counts half, at least 0; 0 if
 *     all count alike
 * @param earlyStoppingRounds after how many epochs without a better one to stop, at least 1
 * @param seed decides all that is drawn
 * @see <a href="https://doi.org/10.1145/3298689.3346996">Yi, Yang, Hong, Cheng, Heldt, Kumthekar,
 *     Zhao, Wei, Chi. Sampling-Bias-Corrected Neural Modeling for Large Corpus Item
 *     Recommendations. RecSys 2019</a>
 * @see <a href="https://doi.org/10.1145/2959100.2959190">Covington, Adams, Sargin. Deep Neural
 *     Networks for YouTube Recommendations. RecSys 2016, section 3</a>
 * @see <a href="https://doi.org/10.1145/3394486.3403305">Huang et al. Embedding-based Retrieval in
 *     Facebook Search. KDD 2020, section 6.1</a>
 * @see <a href="https://papers.nips.cc/paper/7081">Volkovs, Yu, Poutanen. DropoutNet: Addressing
 *     Cold Start in Recommender Systems. NeurIPS 2017</a>
 */
public record TwoTowerTrainer(
    int factors,
    int epochs,
    double learningRate,
    double learningRateDecay,
    double regularization,
    int batchSize,
    List<Integer> hidden,
    double targetShare,
    double coldShare,
    double temperature,
    int negatives,
    int hardNegatives,
    double idDropout,
    double traitDropout,
    Duration halfLife,
    int earlyStoppingRounds,
    long seed)
    implements RetrievalTrainer {
  private static final int TOKEN_ITEMS_MIN = 5;
  private static final int TRAIT_ROWS_MIN = 10;

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TwoTowerTrainer {
    Checks.atLeast("factors", factors, 1);
    Checks.atLeast("epochs", epochs, 1);
    Checks.positive("learningRate", learningRate);
    Checks.fromZeroToOne("learningRateDecay", learningRateDecay);
    Checks.notNegative("regularization", regularization);
    Checks.atLeast("batchSize", batchSize, 1);
    hidden.forEach(width -> Checks.atLeast("hidden", width, 1));
    Checks.share("targetShare", targetShare);
    Checks.belowOne("coldShare", coldShare);
    Checks.positive("temperature", temperature);
    Checks.atLeast("negatives", negatives, 0);
    Checks.atLeast("hardNegatives", hardNegatives, 0);
    Checks.belowOne("idDropout", idDropout);
    Checks.belowOne("traitDropout", traitDropout);
    Checks.notNegative("halfLife", (double) halfLife.toMillis());
    Checks.atLeast("earlyStoppingRounds", earlyStoppingRounds, 1);
    hidden = List.copyOf(hidden);
  }

  @Override
  public EmbeddingModel train(InteractionMatrix interactions, Progress progress) {
    return train(interactions, ItemContent.none(interactions.items()), progress);
  }

  @Override
  public EmbeddingModel train(
      InteractionMatrix interactions, ItemContent content, Progress progress) {
    return train(interactions, content, ItemContent.none(interactions.rows()), progress);
  }

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if the matrix has no cells, the content is of other items or
   *     the traits of other rows, or the learning rate is so high that the vectors run out of the
   *     range of numbers
   */
  @Override
  public EmbeddingModel train(
      InteractionMatrix interactions, ItemContent content, ItemContent traits, Progress progress) {
    Checks.notEmpty(interactions);
    Checks.sameItems(interactions, content);
    if (traits.items() != interactions.rows()) {
      throw new IllegalArgumentException(
          "traits of %d rows for interactions of %d"
              .formatted(traits.items(), interactions.rows()));
    }
    return new Learning(interactions, content, traits).run(progress);
  }

  /** One training. For use by one thread. */
  private final class Learning {
    private final SplittableRandom random = new SplittableRandom(seed);
    private final HistoryPooling pooling = new HistoryPooling(halfLife);
    private final TwoTowerModel.Tokens known;
    private final ItemContent traits;
    private final HeldOutItems heldOut;
    private final TowerExamples examples;
    private final TowerBatches batches;
    private final TowerNumbers numbers;
    private final TwoTowerNetwork network;
    private final Adam adam = new Adam(learningRate, regularization);
    private TwoTowerModel best;
    private double bestGain;
    private int bestEpoch;

    Learning(InteractionMatrix interactions, ItemContent content, ItemContent traits) {
      known =
          new TwoTowerModel.Tokens(
              TokenTable.of(content, TOKEN_ITEMS_MIN), TokenTable.of(traits, TRAIT_ROWS_MIN));
      SparseRows traitRows = known.traits(traits);
      this.traits = traits;
      heldOut = HeldOutItems.of(interactions, random);
      examples =
          new TowerExamples(
              pooling.faded(heldOut.training()), traitRows, known.items().rows(content));
      batches = new TowerBatches(examples, TwoTowerTrainer.this, random);
      numbers = TowerNumbers.first(TwoTowerTrainer.this, examples, random);
      network = new TwoTowerNetwork(numbers, temperature);
      best = model();
    }

    TwoTowerModel run(Progress progress) {
      for (int epoch = 1; epoch <= epochs && epoch <= bestEpoch + earlyStoppingRounds; epoch++) {
        learn(epoch, progress);
        TwoTowerModel model = model();
        keepIfBest(model, epoch);
        if (hardNegatives > 0) {
          batches.replace(HardNegatives.mine(model, examples, hardNegatives, random));
        }
      }
      progress.at(step(), epochs, epochs);
      return best;
    }

    private void learn(int epoch, Progress progress) {
      int steps = batches.perEpoch();
      for (int step = 0; step < steps; step++) {
        long done = (epoch - 1L) * steps + step;
        adam.slowDown(1 - learningRateDecay * done / ((double) epochs * steps));
        checkFinite(network.loss(batches.next()));
        network.update(adam);
        progress.at(step(), done, (long) epochs * steps);
      }
    }

    private String step() {
      return "learning, gain %.4f after %d epochs".formatted(bestGain, bestEpoch);
    }

    private void keepIfBest(TwoTowerModel model, int epoch) {
      double gain = heldOut.gain(model, traits);
      if (gain > bestGain || heldOut.isEmpty()) {
        best = model;
        bestGain = gain;
        bestEpoch = epoch;
      }
    }

    /** Returns what is learned so far; an item that no row wants goes by its content. */
    private TwoTowerModel model() {
      SparseRows tokens = examples.tokens();
      SparseRowsBuilder ids = new SparseRowsBuilder(tokens.rows());
      for (int item = 0; item < tokens.rows(); item++) {
        if (batches.isLearned(item)) {
          ids.add(item, 1);
        }
        ids.endRow();
      }
      FloatMatrix vectors =
          new ItemTower(numbers.idTable(), numbers.tokenTable())
              .forward(ids.build(tokens.rows()), tokens);
      return new TwoTowerModel(
          numbers.copy(), pooling, known, Arrays.copyOf(vectors.values(), Batches.cells(vectors)));
    }

    private void checkFinite(double loss) {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            "the loss is not a number any more: choose a learningRate below " + learningRate);
      }
    }
  }
}
