package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A low-pass filter on the graph of histories and items, as vectors: with d the number of rows that
 * an item had in training, and v its row of V, the item's vector is {@code √d v}, and that of a
 * history is the sum of {@code v / √d} over its items, each times its weight. In training every
 * item counts 1. Items with a weight that is not positive do not count.
 *
 * @see GfCfTrainer
 */
final class GfCfModel implements EmbeddingModel {
  static final String KIND = "gf-cf";
  static final int FORM = 1;

  private final int factors;
  private final float[] degrees;
  private final float[] itemVectors;

  private GfCfModel(int factors, float[] degrees, float[] itemVectors) {
    this.factors = factors;
    this.degrees = degrees;
    this.itemVectors = itemVectors;
  }

  /**
   * Makes a model of the filter.
   *
   * @param vectors V, shape {@code [items × factors]}; changed and shared
   * @param degrees how many rows each item had, at least 0, shape {@code [items]}; shared
   */
  static GfCfModel of(FloatMatrix vectors, float[] degrees) {
    float[] values = vectors.values();
    for (int cell = 0; cell < Batches.cells(vectors); cell++) {
      values[cell] *= (float) Math.sqrt(degrees[cell / vectors.columns()]);
    }
    return new GfCfModel(vectors.columns(), degrees, values);
  }

  static GfCfModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    int factors = in.readCount();
    if (factors < 1) {
      throw ModelReader.damaged(factors + " factors");
    }
    float[] degrees = in.readFiniteFloats(items);
    for (float degree : degrees) {
      if (degree < 0) {
        throw ModelReader.damaged("an item of " + degree + " rows");
      }
    }
    return new GfCfModel(factors, degrees, in.readFiniteFloats((long) items * factors));
  }

  @Override
  public int items() {
    return degrees.length;
  }

  @Override
  public int factors() {
    return factors;
  }

  @Override
  public float[] itemVectors() {
    return itemVectors;
  }

  @Override
  public float[] foldIn(History history) {
    float[] vector = new float[factors];
    for (int at = 0; at < history.size(); at++) {
      int item = history.columns()[at];
      float weight = history.weights()[at];
      if (weight > 0 && degrees[item] > 0) {
        Kernel.FASTEST.axpy(
            weight / degrees[item], itemVectors, item * factors, vector, 0, factors);
      }
    }
    return vector;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    writer.writeInt(factors);
    writer.writeFloats(degrees);
    writer.writeFloats(itemVectors);
  }
}
