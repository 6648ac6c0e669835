package io.cairn.models;

import io.cairn.core.Kernel;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A factorisation: an item's score is the inner product of its vector with the vector of the
 * history, which is solved for when it is asked for.
 *
 * @see AlsTrainer
 */
final class AlsModel implements EmbeddingModel {
  static final String KIND = "als";
  static final int FORM = 1;

  private final int factors;
  private final double regularization;
  private final double confidence;
  private final float[] itemVectors;
  private final AlsSolver solver;

  AlsModel(int factors, double regularization, double confidence, float[] itemVectors) {
    this.factors = factors;
    this.regularization = regularization;
    this.confidence = confidence;
    this.itemVectors = itemVectors;
    solver = new AlsSolver(itemVectors, factors, regularization, confidence);
  }

  static AlsModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    int factors = in.readCount();
    if (factors < 1) {
      throw ModelReader.damaged(factors + " factors");
    }
    double regularization = in.readDouble();
    double confidence = in.readDouble();
    long cells = (long) items * factors;
    return new AlsModel(factors, regularization, confidence, in.readFloats(cells));
  }

  @Override
  public int items() {
    return itemVectors.length / factors;
  }

  @Override
  public int factors() {
    return factors;
  }

  @Override
  public float[] itemVectors() {
    return itemVectors;
  }

  /**
   * Returns the vector that training would have solved for a row like this history, with the items'
   * vectors as they are, to the precision of floats.
   */
  @Override
  public float[] foldIn(History history) {
    float[] vector = new float[factors];
    int[] starts = {0, history.size()};
    SparseRows row = new SparseRows(items(), starts, history.columns(), history.weights());
    solver.improve(row, 0, vector, 2 * factors + 8);
    return vector;
  }

  @Override
  public float[] score(History history) {
    return Kernel.FASTEST.products(itemVectors, foldIn(history));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    writer.writeInt(factors);
    writer.writeDouble(regularization);
    writer.writeDouble(confidence);
    writer.writeFloats(itemVectors);
  }
}
