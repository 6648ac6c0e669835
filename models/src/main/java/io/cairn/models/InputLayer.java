package io.cairn.models;

import io.cairn.core.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/** Turns rows of features into the inputs of a network. For use by one thread. */
final class InputLayer {

  /** A numeric column and where its inputs begin. */
  private record Numeric(int column, int firstInput) {}

  /** A categorical column and where its embedding begins. */
  private record Categorical(int column, int firstInput, EmbeddingLayer embedding) {}

  private final InputEncoding encoding;
  private final int columns;
  private final int width;
  private final List<Numeric> numerics = new ArrayList<>();
  private final List<Categorical> categoricals = new ArrayList<>();
  private float[] features = {};
  private FloatMatrix inputs = FloatMatrix.zeros(0, 0);

  /**
   * Makes a layer.
   *
   * @param tables one for each categorical column, in their order, as {@link EmbeddingLayer} wants
   *     them; shared
   */
  InputLayer(InputEncoding encoding, List<float[]> tables) {
    this.encoding = encoding;
    columns = encoding.columns().size();
    width = encoding.inputs();
    for (int column = 0; column < columns; column++) {
      int firstInput = encoding.firstInput(column);
      if (encoding.isCategorical(column)) {
        float[] table = tables.get(categoricals.size());
        int buckets = encoding.buckets()[column];
        EmbeddingLayer layer = new EmbeddingLayer(table, buckets, encoding.embeddingSize());
        categoricals.add(new Categorical(column, firstInput, layer));
      } else {
        numerics.add(new Numeric(column, firstInput));
      }
    }
  }

  /**
   * Returns the inputs, which hold until the next call.
   *
   * @param features row-major, shape {@code [rows × columns]} or longer; read again by {@code
   *     backward}
   */
  FloatMatrix forward(float[] features, int rows) {
    this.features = features;
    inputs = inputs.resized(rows, width);
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      int to = row * width;
      for (Numeric numeric : numerics) {
        float value = features[from + numeric.column];
        encoding.encode(numeric.column, value, inputs.values(), to + numeric.firstInput);
      }
      for (Categorical one : categoricals) {
        one.embedding.forward(features[from + one.column], inputs.values(), to + one.firstInput);
      }
    }
    return inputs;
  }

  /** Adds to the gradients of the embeddings, for the features of the last {@code forward}. */
  void backward(FloatMatrix gradient) {
    for (int row = 0; row < gradient.rows(); row++) {
      int from = row * width;
      for (Categorical one : categoricals) {
        float code = features[row * columns + one.column];
        one.embedding.backward(code, gradient.values(), from + one.firstInput);
      }
    }
  }

  /** Updates the embeddings that have a gradient. */
  void update(Adam adam) {
    categoricals.forEach(one -> one.embedding.update(adam));
  }
}
