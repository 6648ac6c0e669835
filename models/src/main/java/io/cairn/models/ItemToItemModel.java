package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Scores an item by its similarity to the items of the history, each times its weight. */
public final class ItemToItemModel implements RetrievalModel {

  /**
   * The items most like one item, most similar first.
   *
   * @param columns the items, shape {@code [n]}
   * @param similarities of each with the item, in (0, 1], shape {@code [n]}
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
  public record Neighbors(int[] columns, float[] similarities) {

    /** Returns the number of neighbours. */
    public int size() {
      return columns.length;
    }
  }

  static final String KIND = "item-to-item";
  static final int FORM = 1;

  private final SparseRows neighbors;

  ItemToItemModel(SparseRows neighbors) {
    this.neighbors = neighbors;
  }

  static ItemToItemModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    return new ItemToItemModel(SparseRows.read(in, items, items));
  }

  @Override
  public int items() {
    return neighbors.rows();
  }

  /** Returns the items most similar to one in [0, {@link #items()}), itself not among them. */
  public Neighbors neighbors(int column) {
    int from = neighbors.starts()[column];
    int to = neighbors.starts()[column + 1];
    return new Neighbors(
        Arrays.copyOfRange(neighbors.columns(), from, to),
        Arrays.copyOfRange(neighbors.weights(), from, to));
  }

  @Override
  public float[] score(History history) {
    float[] scores = new float[items()];
    for (int at = 0; at < history.size(); at++) {
      int item = history.columns()[at];
      float weight = history.weights()[at];
      for (int cell = neighbors.starts()[item]; cell < neighbors.starts()[item + 1]; cell++) {
        scores[neighbors.columns()[cell]] += weight * neighbors.weights()[cell];
      }
    }
    return scores;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    neighbors.write(writer);
  }
}
