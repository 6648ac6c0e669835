package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;

/**
 * A causal transformer that normalises before each layer. Positions are counted from the end. In
 * each layer, with x the vectors of the items and LN the norms,
 *
 * <pre>
 * x ← x + attention(LN(x)),  x ← x + W₂ max(0, W₁ LN(x) + b₁) + b₂
 * </pre>
 *
 * <p>where items look at themselves and at those before them; of the last layer only what the last
 * item sees is computed.
 *
 * @see <a href="https://arxiv.org/abs/1808.09781">Kang, McAuley. Self-Attentive Sequential
 *     Recommendation. ICDM 2018, section III; ours normalises before the layers only, has a wider
 *     hidden one, and is told types and gaps</a>
 */
record TransformerEncoder(SequenceShape shape, SequenceLayers layers) implements SequenceEncoder {

  @Override
  public float[] last(SequenceInputs row) {
    int count = Math.min(shape.length(), row.columns().length);
    FloatMatrix x = layers.inputs(row, count);
    for (int at = 0; at < count; at++) {
      layers.addRow("positions", shape.length() - count + at, x, at);
    }
    for (int layer = 0; layer < shape.layers(); layer++) {
      x = layer(x, layer, layer == shape.layers() - 1 ? 1 : count);
    }
    return layers.norm(SequenceLayers.tail(x, 1), "norm").values();
  }

  /** Returns what the last {@code count} items have after a layer. */
  private FloatMatrix layer(FloatMatrix x, int layer, int count) {
    FloatMatrix parts =
        layers.dense(layers.norm(x, "attention norm " + layer), "attention input " + layer);
    FloatMatrix sum = SequenceLayers.tail(x, count);
    Batches.add(layers.dense(seen(parts, count), "attention output " + layer), sum);
    FloatMatrix wide = layers.dense(layers.norm(sum, "wide norm " + layer), "wide input " + layer);
    for (int cell = 0; cell < Batches.cells(wide); cell++) {
      wide.values()[cell] = Math.max(0, wide.values()[cell]);
    }
    Batches.add(layers.dense(wide, "wide output " + layer), sum);
    return sum;
  }

  /**
   * Returns what the last {@code count} items see.
   *
   * @param parts query, key and value of each item, shape {@code [items × 3 factors]}
   */
  private FloatMatrix seen(FloatMatrix parts, int count) {
    int each = shape.factors() / shape.heads();
    FloatMatrix seen = FloatMatrix.zeros(count, shape.factors());
    float[] looks = new float[parts.rows()];
    for (int row = 0; row < count; row++) {
      int item = parts.rows() - count + row;
      for (int head = 0; head < shape.heads(); head++) {
        look(parts, item, head * each, looks);
        int to = row * shape.factors() + head * each;
        int value = 2 * shape.factors() + head * each;
        for (int other = 0; other <= item; other++) {
          int from = other * parts.columns() + value;
          Kernel.FASTEST.axpy(looks[other], parts.values(), from, seen.values(), to, each);
        }
      }
    }
    return seen;
  }

  /** Puts how much an item looks at itself and those before it; these shares sum to 1. */
  private void look(FloatMatrix parts, int item, int head, float[] looks) {
    int each = shape.factors() / shape.heads();
    float scale = (float) (1 / Math.sqrt(each));
    float[] values = parts.values();
    int query = item * parts.columns() + head;
    float top = Float.NEGATIVE_INFINITY;
    for (int other = 0; other <= item; other++) {
      int key = other * parts.columns() + shape.factors() + head;
      looks[other] = scale * Kernel.FASTEST.dot(values, query, values, key, each);
      top = Math.max(top, looks[other]);
    }
    float sum = 0;
    for (int other = 0; other <= item; other++) {
      looks[other] = (float) Math.exp(looks[other] - top);
      sum += looks[other];
    }
    for (int other = 0; other <= item; other++) {
      looks[other] /= sum;
    }
  }
}
