package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.MatrixProduct;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The loss of two towers: how surprised a softmax over sampled candidates is by what the rows
 * wanted. With s the inner product of a row's vector and a candidate's, τ the temperature, and Q
 * the chance that a candidate is sampled, the logit of a candidate is {@code s / τ - ln Q}; without
 * the correction, often sampled candidates would be punished for that. The loss is the mean over
 * all targets of {@code ln Σ exp(logits) - logit of the target}. Candidates that a row is known to
 * have are left out of its sum.
 *
 * <p>Rows are divided into a fixed number of parts that are computed side by side and summed in
 * their order, so any number of threads gives the same result. For use by one thread.
 *
 * @see <a href="https://doi.org/10.1145/3298689.3346996">Yi, Yang, Hong, Cheng, Heldt, Kumthekar,
 *     Zhao, Wei, Chi. Sampling-Bias-Corrected Neural Modeling for Large Corpus Item
 *     Recommendations. RecSys 2019, section 3.2</a>
 */
final class SampledSoftmax {
  private static final int PARTS = 4;
  private static final float LOG2_E = 1.442695f;

  private final float temperature;
  private final Part[] parts = new Part[PARTS];
  private FloatMatrix rowGradient = FloatMatrix.zeros(0, 0);
  private FloatMatrix candidateGradient = FloatMatrix.zeros(0, 0);
  private double loss;

  SampledSoftmax(double temperature) {
    this.temperature = (float) temperature;
    for (int part = 0; part < PARTS; part++) {
      parts[part] = new Part();
    }
  }

  /**
   * Computes the loss and its gradients.
   *
   * @param rows the rows' vectors, shape {@code [labels.rows() × factors]}
   * @param candidates the candidates' vectors, shape {@code [labels.width() × factors]}
   * @param labels the candidates of which something is known: 1 for targets, 0 for those left out
   * @param logChances ln Q, shape {@code [labels.width()]}
   */
  void compute(FloatMatrix rows, FloatMatrix candidates, SparseRows labels, float[] logChances) {
    int targets = 0;
    for (float label : labels.weights()) {
      targets += label > 0 ? 1 : 0;
    }
    float share = 1f / targets;
    rowGradient = Batches.zeros(rowGradient, rows.rows(), rows.columns());
    candidateGradient = Batches.zeros(candidateGradient, candidates.rows(), candidates.columns());
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(part -> parts[part].compute(part, rows, candidates, labels, logChances, share));
    loss = 0;
    for (Part part : parts) {
      loss += part.loss / targets;
      Batches.add(part.candidateGradient, candidateGradient);
    }
  }

  /** Returns the mean loss of a target. */
  double loss() {
    return loss;
  }

  /** Returns the gradient of the loss for the rows' vectors, its memory until the next call. */
  FloatMatrix rowGradient() {
    return rowGradient;
  }

  /** Returns the gradient for the candidates' vectors, its memory until the next call. */
  FloatMatrix candidateGradient() {
    return candidateGradient;
  }

  /**
   * Returns e to the power of a number that is at most 0, to four digits: 2 to the power of the
   * whole part by the exponent's bits, of the rest by a polynomial.
   */
  static float exp(float x) {
    float power = Math.max(x * LOG2_E, -125);
    int whole = (int) (power - .5f);
    float rest = power - whole;
    float series = .0013333558f;
    series = series * rest + .009618129f;
    series = series * rest + .05550411f;
    series = series * rest + .2402265f;
    series = series * rest + .6931472f;
    series = series * rest + 1;
    return series * Float.intBitsToFloat((whole + 127) << 23);
  }

  /** Some of the rows, with memory of its own. */
  private final class Part {
    private final MatrixProduct product = new MatrixProduct();
    private FloatMatrix logits = FloatMatrix.zeros(0, 0);
    private FloatMatrix candidateGradient = FloatMatrix.zeros(0, 0);
    private double loss;

    void compute(
        int part,
        FloatMatrix rows,
        FloatMatrix candidates,
        SparseRows labels,
        float[] logChances,
        float share) {
      int first = rows.rows() * part / PARTS;
      int count = rows.rows() * (part + 1) / PARTS - first;
      FloatMatrix own = slice(rows, first, count);
      logits = Batches.zeros(logits, count, candidates.rows());
      product.add(own, candidates.transposed(), logits);
      loss = 0;
      for (int row = 0; row < count; row++) {
        scale(row, logChances);
        loss += toGradient(row, labels, first + row, share);
      }
      FloatMatrix gradient = FloatMatrix.zeros(count, rows.columns());
      product.add(logits, candidates, gradient);
      System.arraycopy(
          gradient.values(),
          0,
          rowGradient.values(),
          first * rows.columns(),
          Batches.cells(gradient));
      candidateGradient = Batches.zeros(candidateGradient, candidates.rows(), candidates.columns());
      product.add(logits.transposed(), own, candidateGradient);
    }

    private void scale(int row, float[] logChances) {
      float[] values = logits.values();
      int from = row * logits.columns();
      for (int candidate = 0; candidate < logits.columns(); candidate++) {
        values[from + candidate] = values[from + candidate] / temperature - logChances[candidate];
      }
    }

    /** Puts the gradient in the place of a row's logits, and returns its loss. */
    private double toGradient(int row, SparseRows labels, int label, float share) {
      float[] values = logits.values();
      int from = row * logits.columns();
      int to = from + logits.columns();
      int targets = 0;
      double wanted = 0;
      for (int at = labels.starts()[label]; at < labels.starts()[label + 1]; at++) {
        int place = from + labels.columns()[at];
        if (labels.weights()[at] > 0) {
          targets++;
          wanted += values[place];
        } else {
          values[place] = Float.NEGATIVE_INFINITY;
        }
      }
      double logSum = softmax(from, to, targets * share / temperature);
      for (int at = labels.starts()[label]; at < labels.starts()[label + 1]; at++) {
        int place = from + labels.columns()[at];
        values[place] = labels.weights()[at] > 0 ? values[place] - share / temperature : 0;
      }
      return targets * logSum - wanted;
    }

    /**
     * Puts shares that sum to {@code scale} in the place of logits, and returns the logarithm of
     * the sum of what the logits are the logarithms of.
     */
    private double softmax(int from, int to, float scale) {
      float[] values = logits.values();
      float top = Float.NEGATIVE_INFINITY;
      for (int at = from; at < to; at++) {
        top = Math.max(top, values[at]);
      }
      float sum = 0;
      for (int at = from; at < to; at++) {
        values[at] = exp(values[at] - top);
        sum += values[at];
      }
      for (int at = from; at < to; at++) {
        values[at] *= scale / sum;
      }
      return top + Math.log(sum);
    }
  }

  private static FloatMatrix slice(FloatMatrix rows, int first, int count) {
    float[] values =
        Arrays.copyOfRange(rows.values(), first * rows.columns(), (first + count) * rows.columns());
    return FloatMatrix.of(values, count, rows.columns());
  }
}
