package io.cairn.models;

import io.cairn.core.Kernel;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Scores an item by how much each item of the history speaks for it, times that item's weight. In
 * training every item counts 1, so weights of 1 score as the paper does; smaller ones let an old
 * part of a history fade. Items with a weight that is not positive do not count.
 *
 * @see EaseTrainer
 */
final class EaseModel implements RetrievalModel {
  static final String KIND = "ease";
  static final int FORM = 1;

  private final int items;
  private final float[] weights;

  EaseModel(int items, float[] weights) {
    this.items = items;
    this.weights = weights;
  }

  static EaseModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    return new EaseModel(items, in.readFloats((long) items * items));
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public float[] score(History history) {
    float[] scores = new float[items];
    for (int at = 0; at < history.size(); at++) {
      float weight = history.weights()[at];
      if (weight > 0) {
        Kernel.FASTEST.axpy(weight, weights, history.columns()[at] * items, scores, 0, items);
      }
    }
    return scores;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items);
    writer.writeFloats(weights);
  }
}
