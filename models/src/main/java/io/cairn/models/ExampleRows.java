package io.cairn.models;

import io.cairn.core.FeatureMatrix;

/**
 * A fixed number of places for examples: features, what became of each and how much it counts. For
 * use by one thread.
 */
final class ExampleRows {
  private final int columns;
  private final int objectives;
  private final int capacity;
  private final float[] features;
  private final float[] labels;
  private final float[] weights;
  private int size;

  ExampleRows(int columns, int objectives, int capacity) {
    this.columns = columns;
    this.objectives = objectives;
    this.capacity = capacity;
    features = new float[Math.multiplyExact(columns, capacity)];
    labels = new float[Math.multiplyExact(objectives, capacity)];
    weights = new float[capacity];
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == capacity;
  }

  void clear() {
    size = 0;
  }

  /** Returns the features of all places, row-major, shape {@code [capacity × columns]}; shared. */
  float[] features() {
    return features;
  }

  /** Returns a label, {@link Float#NaN} where it is not known. */
  float label(int row, int objective) {
    return labels[row * objectives + objective];
  }

  float weight(int row) {
    return weights[row];
  }

  /** Puts a candidate into the next place. */
  void add(ExampleList list, int candidate) {
    set(size++, list, candidate);
  }

  /** Puts a candidate into a place that is taken. */
  void set(int row, ExampleList list, int candidate) {
    FeatureMatrix matrix = list.features();
    System.arraycopy(matrix.values(), candidate * columns, features, row * columns, columns);
    for (int objective = 0; objective < objectives; objective++) {
      labels[row * objectives + objective] = list.label(objective, candidate);
    }
    weights[row] = list.weights()[candidate];
  }

  /** Puts a copy of another's row into the next place. */
  void add(ExampleRows other, int row) {
    System.arraycopy(other.features, row * columns, features, size * columns, columns);
    System.arraycopy(other.labels, row * objectives, labels, size * objectives, objectives);
    weights[size] = other.weights[row];
    size++;
  }
}
