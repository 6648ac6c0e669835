package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.MatrixProduct;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns histories into vectors of length 1: {@code u = p + mlp(p)}, scaled, where p is the weighted
 * sum of the vectors of the ids of the history's items, and of those of what else is known of the
 * row. For use by one thread.
 */
final class UserTower {
  private final EmbeddingBag items;
  private final EmbeddingBag traits;
  private final List<DenseLayer> dense = new ArrayList<>();
  private final List<Layer> mlp = new ArrayList<>();
  private final UnitLayer unit = new UnitLayer();

  /**
   * Makes a tower.
   *
   * @param ids the vectors of items, which the item tower uses, too
   * @param known the vectors of traits
   * @param numbers W and b of each dense layer in turn; shared
   */
  UserTower(EmbeddingTable ids, EmbeddingTable known, List<float[]> numbers) {
    items = new EmbeddingBag(ids);
    traits = new EmbeddingBag(known);
    MatrixProduct product = new MatrixProduct();
    for (int layer = 0; layer < numbers.size(); layer += 2) {
      if (layer > 0) {
        mlp.add(new ReluLayer());
      }
      DenseLayer added = new DenseLayer(product, numbers.get(layer), numbers.get(layer + 1));
      dense.add(added);
      mlp.add(added);
    }
  }

  /** Returns the vectors of pooled histories and traits, shape {@code [rows × factors]}. */
  FloatMatrix forward(SparseRows histories, SparseRows traitRows) {
    FloatMatrix pooled = items.forward(histories);
    Batches.add(traits.forward(traitRows), pooled);
    if (mlp.isEmpty()) {
      return unit.forward(pooled);
    }
    FloatMatrix outputs = pooled;
    for (Layer layer : mlp) {
      outputs = layer.forward(outputs);
    }
    Batches.add(pooled, outputs);
    return unit.forward(outputs);
  }

  /** Adds to the gradients, given that of the vectors of the last {@code forward}. */
  void backward(SparseRows histories, SparseRows traitRows, FloatMatrix gradient) {
    FloatMatrix sum = unit.backward(gradient);
    if (!mlp.isEmpty()) {
      FloatMatrix through = sum;
      for (Layer layer : mlp.reversed()) {
        through = layer.backward(through);
      }
      Batches.add(through, sum);
    }
    items.backward(histories, sum);
    traits.backward(traitRows, sum);
  }

  /** Returns W and b of each dense layer. */
  List<Parameter> parameters() {
    return dense.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }
}
