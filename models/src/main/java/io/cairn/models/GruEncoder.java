package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;

/**
 * Gated recurrent units, a state that goes from item to item. In each layer, with x what is told of
 * an item or the state of the layer below, h the state, σ the logistic function, and W, U, b and c
 * the parts of the weights and biases,
 *
 * <pre>
 * r = σ(W_r x + b_r + U_r h + c_r),  z = σ(W_z x + b_z + U_z h + c_z)
 * n = tanh(W_n x + b_n + r (U_n h + c_n)),  h ← (1 - z) n + z h
 * </pre>
 *
 * <p>What is said after the last item is its state, normalised.
 *
 * @see <a href="https://arxiv.org/abs/1706.03847">Hidasi, Karatzoglou. Recurrent Neural Networks
 *     with Top-k Gains for Session-based Recommendations. CIKM 2018</a>
 */
record GruEncoder(SequenceShape shape, SequenceLayers layers) implements SequenceEncoder {

  @Override
  public float[] last(SequenceLearner.Inputs row) {
    FloatMatrix x = layers.inputs(row, Math.min(shape.length(), row.columns().length));
    for (int layer = 0; layer < shape.layers(); layer++) {
      x = states(layers.dense(x, "gates input " + layer), layer);
    }
    return layers.norm(SequenceLayers.tail(x, 1), "norm").values();
  }

  /**
   * Returns the state after each item.
   *
   * @param inputs what each item says to the gates, shape {@code [items × 3 factors]}
   */
  private FloatMatrix states(FloatMatrix inputs, int layer) {
    int factors = shape.factors();
    float[] weights = layers.table("gates state " + layer + " weights");
    float[] bias = layers.table("gates state " + layer + " bias");
    FloatMatrix states = FloatMatrix.zeros(inputs.rows(), factors);
    float[] state = new float[factors];
    for (int row = 0; row < inputs.rows(); row++) {
      float[] says = Kernel.FASTEST.products(weights, state);
      Kernel.FASTEST.axpy(1, bias, 0, says, 0, says.length);
      int from = row * inputs.columns();
      for (int at = 0; at < factors; at++) {
        float reset = logistic(inputs.values()[from + at] + says[at]);
        float keep = logistic(inputs.values()[from + factors + at] + says[factors + at]);
        float next = inputs.values()[from + 2 * factors + at] + reset * says[2 * factors + at];
        state[at] = (1 - keep) * (float) Math.tanh(next) + keep * state[at];
      }
      System.arraycopy(state, 0, states.values(), row * factors, factors);
    }
    return states;
  }

  private static float logistic(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
