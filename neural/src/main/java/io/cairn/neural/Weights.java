package io.cairn.neural;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The numbers that are learned, and Adam with decoupled weight decay that moves them. They are kept
 * outside of PyTorch, so that of a table only the rows that a step touches are copied, updated and
 * moved; the moments of the others stay as they are. For use by one thread.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba. Adam: A Method for Stochastic
 *     Optimization. ICLR 2015, section 2</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter. Decoupled Weight Decay
 *     Regularization. ICLR 2019, Algorithm 2</a>
 */
final class Weights {
  private static final double MEAN_DECAY = .9;
  private static final double SQUARE_DECAY = .999;
  private static final float EPSILON = 1e-8f;
  private static final double FIRST_DEVIATION = .02;

  private final double regularization;
  private final SequencedMap<String, Weight> weights = new LinkedHashMap<>();
  private double learningRate;
  private double meanBias = 1;
  private double squareBias = 1;

  /**
   * Draws the first numbers: small ones for tables and weights, 1 for the scales of norms, 0 for
   * the rest.
   *
   * @param shapes by name
   */
  Weights(Map<String, int[]> shapes, double regularization, SplittableRandom random) {
    this.regularization = regularization;
    shapes.forEach((name, shape) -> weights.put(name, first(name, shape, random)));
  }

  private static Weight first(String name, int[] shape, SplittableRandom random) {
    int width = shape.length == 1 ? 1 : shape[1];
    float[] values = new float[Math.multiplyExact(shape[0], width)];
    for (int at = 0; at < values.length; at++) {
      if (shape.length == 2) {
        values[at] = (float) (FIRST_DEVIATION * random.nextGaussian());
      } else {
        values[at] = name.endsWith("scale") ? 1 : 0;
      }
    }
    return new Weight(shape, width, values, new float[values.length], new float[values.length]);
  }

  /** An array of numbers, and the decayed means of its gradient and of the square of that. */
  @SuppressWarnings("ArrayRecordComponent") // for hot loops; identity is never compared
  private record Weight(int[] shape, int width, float[] values, float[] means, float[] squares) {}

  Set<String> names() {
    return weights.sequencedKeySet();
  }

  int[] shape(String name) {
    return weight(name).shape;
  }

  /** Returns the numbers of a name; shared. */
  float[] values(String name) {
    return weight(name).values;
  }

  /** Returns rows of a table, shape {@code [rows × width]}. */
  float[] rows(String name, int[] rows) {
    Weight weight = weight(name);
    float[] picked = new float[rows.length * weight.width];
    for (int at = 0; at < rows.length; at++) {
      int from = rows[at] * weight.width;
      System.arraycopy(weight.values, from, picked, at * weight.width, weight.width);
    }
    return picked;
  }

  /** Returns fresh copies of all numbers. */
  SequencedMap<String, float[]> copies() {
    SequencedMap<String, float[]> copies = new LinkedHashMap<>();
    weights.forEach((name, weight) -> copies.put(name, weight.values.clone()));
    return copies;
  }

  /** Begins the next step, before the updates that belong to it. */
  void begin(double learningRate) {
    this.learningRate = learningRate;
    meanBias *= MEAN_DECAY;
    squareBias *= SQUARE_DECAY;
  }

  /** Moves all numbers of a name against their gradient. */
  void update(String name, float[] gradient) {
    update(weight(name), 0, gradient, 0, gradient.length);
  }

  /** Moves rows of a table against their gradient, shape {@code [rows × width]}. */
  void update(String name, int[] rows, float[] gradient) {
    Weight weight = weight(name);
    for (int at = 0; at < rows.length; at++) {
      update(weight, rows[at] * weight.width, gradient, at * weight.width, weight.width);
    }
  }

  private void update(Weight weight, int to, float[] gradient, int from, int length) {
    float[] values = weight.values;
    float[] means = weight.means;
    float[] squares = weight.squares;
    float rate = (float) (learningRate * Math.sqrt(1 - squareBias) / (1 - meanBias));
    float keep = weight.shape.length == 2 ? (float) (1 - learningRate * regularization) : 1;
    float meanShare = (float) (1 - MEAN_DECAY);
    float squareShare = (float) (1 - SQUARE_DECAY);
    for (int at = 0; at < length; at++) {
      float slope = gradient[from + at];
      means[to + at] += meanShare * (slope - means[to + at]);
      squares[to + at] += squareShare * (slope * slope - squares[to + at]);
      float root = (float) Math.sqrt(squares[to + at]);
      values[to + at] = keep * values[to + at] - rate * means[to + at] / (root + EPSILON);
    }
  }

  private Weight weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }
}
