package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A factorisation: an item's score is the inner product of its vector with the vector of the
 * history, which is solved for when it is asked for.
 *
 * @see AlsTrainer
 */
final class AlsModel implements EmbeddingModel {
  static final String KIND = "als";
  static final int FORM = 2;

  private final int factors;
  private final double regularization;
  private final double confidence;
  private final float[] itemVectors;
  private final float[] rowGram;
  private final AlsSolver solver;

  /**
   * Makes a model.
   *
   * @param itemVectors row-major, shape {@code [items × factors]}; shared
   * @param rowGram of the vectors of the rows of the training, shape {@code [factors × factors]};
   *     shared
   */
  AlsModel(
      int factors, double regularization, double confidence, float[] itemVectors, float[] rowGram) {
    this.factors = factors;
    this.regularization = regularization;
    this.confidence = confidence;
    this.itemVectors = itemVectors;
    this.rowGram = rowGram;
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
    float[] itemVectors = in.readFloats(cells);
    float[] rowGram = in.readFiniteFloats((long) factors * factors);
    return new AlsModel(factors, regularization, confidence, itemVectors, rowGram);
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

  /** {@inheritDoc} It is what training would have solved for, with the vectors as they are. */
  @Override
  public Optional<float[]> itemVector(float[] people, float[] weights) {
    float[] vector = new float[factors];
    int[] starts = {0, weights.length};
    int[] columns = IntStream.range(0, weights.length).toArray();
    new AlsSolver(people, rowGram, regularization, confidence)
        .improve(
            new SparseRows(weights.length, starts, columns, weights), 0, vector, 2 * factors + 8);
    return Optional.of(vector);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    writer.writeInt(factors);
    writer.writeDouble(regularization);
    writer.writeDouble(confidence);
    writer.writeFloats(itemVectors);
    writer.writeFloats(rowGram);
  }
}
