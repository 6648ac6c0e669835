package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Scores an item by how often it came directly after the last item of the history that has a
 * positive weight. To this count the item's share of all interactions is added, which is below 1:
 * it orders equal counts, and it is all there is after an item that nothing followed and for a
 * history without items.
 */
final class MarkovModel implements RetrievalModel {
  static final String KIND = "markov";
  static final int FORM = 1;

  private final SparseRows next;
  private final float[] shares;

  MarkovModel(SparseRows next, float[] shares) {
    this.next = next;
    this.shares = shares;
  }

  static MarkovModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    return new MarkovModel(SparseRows.read(in, items, items), in.readFloats(items));
  }

  @Override
  public int items() {
    return shares.length;
  }

  @Override
  public float[] score(History history) {
    float[] scores = shares.clone();
    int last = history.size() - 1;
    while (last >= 0 && !(history.weights()[last] > 0)) {
      last--;
    }
    if (last >= 0) {
      int item = history.columns()[last];
      for (int cell = next.starts()[item]; cell < next.starts()[item + 1]; cell++) {
        scores[next.columns()[cell]] += next.weights()[cell];
      }
    }
    return scores;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    next.write(writer);
    writer.writeFloats(shares);
  }
}
