package io.cairn.models;

import io.cairn.core.Progress;
import java.util.Map;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/**
 * Trains a model that foretells the next item of a sequence, which may be one that came before. The
 * events of a row, the last ones of a long row, go through an encoder; what it says at each of them
 * should be near the vector of the item that came next. Beside the item, an encoder is told what
 * was done with it, and how long after the event before. Events that do not speak for their item
 * are seen, but not foretold.
 *
 * <p>How gradients are computed is up to a {@link SequenceLearner}, which is found on the class
 * path; a model that is learned runs without it.
 *
 * <p>The last wanted event of some rows is held out. After each epoch its item is ranked among all,
 * an item at rank r gains {@code 1 / log2(1 + r)}, and the epoch with the best mean is kept. With
 * fewer than ten rows nothing is held out, and the last epoch is kept. The seed decides first
 * numbers, what is held out and dropped, and where rows are cut. On one kind of processor and with
 * one number of threads the same seed and interactions give the same model.
 *
 * @param encoder what makes a vector of a sequence
 * @param factors the length of the vectors, from 1 to {@value SequenceShape#FACTORS_MAX}
 * @param layers of the encoder, from 0 to {@value SequenceShape#LAYERS_MAX}
 * @param heads into how many parts a transformer divides the vectors when items look at each other,
 *     at least 1; divides {@code factors}
 * @param length the items at the end of a row that are looked at, from 1 to {@value
 *     SequenceShape#LENGTH_MAX}; while it learns, longer rows are cut into parts of this length
 * @param dropout how probably a number inside of the encoder is dropped, from 0 to below 1
 * @param epochs how often the rows are read at most, at least 1; the learning rate falls to about 0
 *     towards the end
 * @param learningRate about how far a number moves in a step, above 0; around .001
 * @param regularization which share of its way to 0 a number goes in a step, times the learning
 *     rate, at least 0
 * @param batchSize rows or parts of them in a step, at least 1
 * @param negatives how many items, drawn evenly in each step, a target is told from, at least 0; 0
 *     for all others
 * @param earlyStoppingRounds after how many epochs without a better one to stop, at least 1
 * @param seed decides all that is drawn
 * @see <a href="https://arxiv.org/abs/1808.09781">Kang, McAuley. Self-Attentive Sequential
 *     Recommendation. ICDM 2018</a>
 * @see <a href="https://arxiv.org/abs/1706.03847">Hidasi, Karatzoglou. Recurrent Neural Networks
 *     with Top-k Gains for Session-based Recommendations. CIKM 2018</a>
 * @see <a href="https://arxiv.org/abs/2309.07602">Klenitskiy, Vasilev. Turning Dross Into Gold
 *     Loss: is BERT4Rec really better than SASRec? RecSys 2023: on the loss</a>
 */
public record SequenceTrainer(
    Encoder encoder,
    int factors,
    int layers,
    int heads,
    int length,
    double dropout,
    int epochs,
    double learningRate,
    double regularization,
    int batchSize,
    int negatives,
    int earlyStoppingRounds,
    long seed)
    implements RetrievalTrainer {

  /** What makes a vector of a sequence. */
  public enum Encoder {
    /** Each item looks at itself and at those before it, as in SASRec. */
    TRANSFORMER,
    /** A state goes from item to item, as in GRU4Rec. */
    GRU
  }

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SequenceTrainer {
    new SequenceShape(encoder, 0, 1, factors, layers, heads, length);
    Checks.belowOne("dropout", dropout);
    Checks.atLeast("epochs", epochs, 1);
    Checks.positive("learningRate", learningRate);
    Checks.notNegative("regularization", regularization);
    Checks.atLeast("batchSize", batchSize, 1);
    Checks.atLeast("negatives", negatives, 0);
    Checks.atLeast("earlyStoppingRounds", earlyStoppingRounds, 1);
  }

  /**
   * Returns the names and shapes of the numbers that are learned, in their order: vectors are rows
   * of tables, and a dense layer has a row of weights for each output. In a row of three times as
   * many outputs as {@code factors} come those of query, key and value, or of the gates that reset
   * and update and the new state.
   *
   * @param items how many items there are
   * @param types how many codes there are of what can be done
   */
  public SequencedMap<String, int[]> shapes(int items, int types) {
    return shape(items, types).shapes();
  }

  private SequenceShape shape(int items, int types) {
    return new SequenceShape(encoder, items, types, factors, layers, heads, length);
  }

  /**
   * Trains a model where all that is known is sums: each item of a row counts as one event of
   * unknown type.
   *
   * @throws IllegalArgumentException as the other does
   */
  @Override
  public EmbeddingModel train(InteractionMatrix interactions, Progress progress) {
    return train(EventSequence.Rows.of(interactions), progress);
  }

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if there are no events, there is no learner on the class path,
   *     or the learning rate is so high that the numbers run out of range
   */
  public EmbeddingModel train(EventSequence.Rows rows, Progress progress) {
    Checks.notEmpty(rows.events().size());
    return new Learning(rows, progress).run(learner());
  }

  private static SequenceLearner learner() {
    return ServiceLoader.load(SequenceLearner.class, SequenceLearner.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nothing here learns sequence models: take a build with the module neural, "
                        + "or remove the model from the configuration"));
  }

  /** One training. For use by one thread. */
  private final class Learning {
    private final HeldOutEvents heldOut;
    private final EventTypes types;
    private final SequenceShape shape;
    private final Progress progress;
    private SequenceModel best;
    private double bestGain;
    private int bestEpoch;
    private int epoch;

    Learning(EventSequence.Rows rows, Progress progress) {
      SplittableRandom random = new SplittableRandom(seed);
      heldOut = HeldOutEvents.of(rows, random);
      types = EventTypes.of(heldOut.training().events());
      shape = shape(rows.items(), types.codes());
      this.progress = progress;
      best = SequenceModel.zeros(shape, types);
    }

    SequenceModel run(SequenceLearner learner) {
      learner.learn(
          SequenceTrainer.this,
          SequenceLearner.Inputs.of(heldOut.training(), types),
          this::goesOn,
          (_, done, total) -> progress.at(step(), done, total));
      progress.at(step(), epoch, epoch);
      return best;
    }

    private String step() {
      return "learning, gain %.4f after %d epochs".formatted(bestGain, bestEpoch);
    }

    private boolean goesOn(Map<String, float[]> numbers) {
      epoch++;
      SequenceModel model = new SequenceModel(shape, types, numbers);
      double gain = heldOut.gain(model);
      if (gain > bestGain || heldOut.isEmpty()) {
        best = model;
        bestGain = gain;
        bestEpoch = epoch;
      }
      return epoch < bestEpoch + earlyStoppingRounds;
    }
  }
}
