package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;

/**
 * A causal transformer that normalises before each layer. Where an item stands it is told by how
 * far others are before it: each head of each layer adds a number for that distance to how well
 * query and key agree. In each layer, with x the vectors of the items and LN the norms,
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
 * @see <a href="https://arxiv.org/abs/1910.10683">Raffel et al. Exploring the Limits of Transfer
 *     Learning with a Unified Text-to-Text Transformer. JMLR 21, 2020, section 2.1: distances in
 *     place of positions</a>
 */
record TransformerEncoder(SequenceShape shape, SequenceLayers layers) implements SequenceEncoder {

  @Override
  public float[] last(SequenceLearner.Inputs row) {
    int count = Math.min(shape.length(), row.columns().length);
    FloatMatrix x = layers.inputs(row, count);
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
    Batches.add(layers.dense(seen(parts, count, layer), "attention output " + layer), sum);
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
  private FloatMatrix seen(FloatMatrix parts, int count, int layer) {
    int each = shape.factors() / shape.heads();
    FloatMatrix seen = FloatMatrix.zeros(count, shape.factors());
    float[] looks = new float[parts.rows()];
    float[] distances = layers.table("attention distance " + layer);
    for (int row = 0; row < count; row++) {
      int item = parts.rows() - count + row;
      for (int head = 0; head < shape.heads(); head++) {
        look(parts, item, head, looks);
        addDistances(distances, head, item, looks);
        share(looks, item + 1);
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

  /** Puts how well an item's query and the keys of itself and of those before it agree. */
  private void look(FloatMatrix parts, int item, int head, float[] looks) {
    int each = shape.factors() / shape.heads();
    float scale = (float) (1 / Math.sqrt(each));
    float[] values = parts.values();
    int query = item * parts.columns() + head * each;
    for (int other = 0; other <= item; other++) {
      int key = other * parts.columns() + shape.factors() + head * each;
      looks[other] = scale * Kernel.FASTEST.dot(values, query, values, key, each);
    }
  }

  private void addDistances(float[] distances, int head, int item, float[] looks) {
    for (int other = 0; other <= item; other++) {
      looks[other] += distances[(item - other) * shape.heads() + head];
    }
  }

  /** Makes shares of the first numbers, which sum to 1. */
  private static void share(float[] looks, int count) {
    float top = Float.NEGATIVE_INFINITY;
    for (int at = 0; at < count; at++) {
      top = Math.max(top, looks[at]);
    }
    float sum = 0;
    for (int at = 0; at < count; at++) {
      looks[at] = (float) Math.exp(looks[at] - top);
      sum += looks[at];
    }
    for (int at = 0; at < count; at++) {
      looks[at] /= sum;
    }
  }
}
