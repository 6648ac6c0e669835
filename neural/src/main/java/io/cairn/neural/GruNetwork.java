package io.cairn.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * Gated recurrent units.
 *
 * @see <a href="https://arxiv.org/abs/1706.03847">Hidasi, Karatzoglou. Recurrent Neural Networks
 *     with Top-k Gains for Session-based Recommendations. CIKM 2018</a>
 */
record GruNetwork(int factors, int layers) implements SequenceNetwork {

  @Override
  public NDArray hidden(Tensors tensors, Batch batch) {
    NDArray x = tensors.drop(tensors.inputs(batch));
    for (int layer = 0; layer < layers; layer++) {
      NDList numbers = new NDList();
      for (String part : new String[] {"weights", "bias"}) {
        numbers.add(tensors.array("gates input %d %s".formatted(layer, part)));
        numbers.add(tensors.array("gates state %d %s".formatted(layer, part)));
      }
      NDArray first = tensors.manager().zeros(new Shape(1, batch.rows(), factors));
      NDArray states =
          x.getNDArrayInternal().gru(x, first, numbers, true, 1, 0, true, false, true).get(0);
      x = tensors.drop(states);
    }
    return tensors.norm(x, "norm");
  }
}
