package io.cairn.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * A causal transformer that normalises before each layer.
 *
 * @see <a href="https://arxiv.org/abs/1808.09781">Kang, McAuley. Self-Attentive Sequential
 *     Recommendation. ICDM 2018, section III</a>
 */
record TransformerNetwork(int factors, int layers, int heads) implements SequenceNetwork {
  /** What softmax makes 0 of. */
  private static final float NEVER = -1e9f;

  @Override
  public NDArray hidden(Tensors tensors, Batch batch) {
    NDArray x = tensors.drop(tensors.inputs(batch));
    NDArray mask = mask(tensors.manager(), batch.width());
    NDArray distances = distances(tensors.manager(), batch.width());
    for (int layer = 0; layer < layers; layer++) {
      x =
          x.add(
              tensors.drop(
                  attention(tensors, x, mask.add(near(tensors, distances, layer)), layer)));
      NDArray wide = tensors.dense(tensors.norm(x, "wide norm " + layer), "wide input " + layer);
      NDArray positive = wide.getNDArrayInternal().relu();
      x = x.add(tensors.drop(tensors.dense(positive, "wide output " + layer)));
    }
    return tensors.norm(x, "norm");
  }

  private NDArray attention(Tensors tensors, NDArray x, NDArray near, int layer) {
    NDArray normal = tensors.norm(x, "attention norm " + layer);
    NDList parts = tensors.dense(normal, "attention input " + layer).split(3, 2);
    double scale = 1 / Math.sqrt((double) factors / heads);
    NDArray query = divided(parts.get(0).mul(scale));
    NDArray key = divided(parts.get(1));
    NDArray looks = query.matMul(key.transpose(0, 1, 3, 2)).add(near).softmax(-1);
    NDArray seen = looks.matMul(divided(parts.get(2))).transpose(0, 2, 1, 3);
    return tensors.dense(seen.reshape(x.getShape()), "attention output " + layer);
  }

  /** Returns the heads' parts beside each other, shape [rows, heads, width, factors / heads]. */
  private NDArray divided(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(new Shape(shape.get(0), shape.get(1), heads, factors / heads))
        .transpose(0, 2, 1, 3);
  }

  /**
   * Returns what distances add to how much items look at each other, shape [heads, width, width].
   */
  private static NDArray near(Tensors tensors, NDArray distances, int layer) {
    return Tensors.pick(tensors.array("attention distance " + layer), distances).transpose(2, 0, 1);
  }

  /** Returns how far each item is before each, shape [width, width]; 0 where it is not. */
  private static NDArray distances(NDManager manager, int width) {
    long[] distances = new long[width * width];
    for (int row = 0; row < width; row++) {
      for (int other = 0; other < row; other++) {
        distances[row * width + other] = (long) row - other;
      }
    }
    return manager.create(distances, new Shape(width, width));
  }

  private static NDArray mask(NDManager manager, int width) {
    float[] mask = new float[width * width];
    for (int row = 0; row < width; row++) {
      Arrays.fill(mask, row * width + row + 1, (row + 1) * width, NEVER);
    }
    return manager.create(mask, new Shape(width, width));
  }
}
