package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.FloatMatrix;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A deep and cross network. Scores are log odds: positive where the label is more likely 1 than 0.
 * A missing feature is allowed in every column; a code that was not in training has the embedding
 * it began with.
 *
 * @see DcnTrainer
 */
final class DcnModel implements RankingModel {
  static final String KIND = "dcn";
  static final int FORM = 2;

  private final List<String> objectives;
  private final DcnShape shape;
  private final List<float[]> numbers;
  private final int epochs;

  /**
   * Makes a model.
   *
   * @param numbers as the shape says; shared, and not changed any more
   * @param epochs how often it has read the training lists, at least 0
   */
  DcnModel(List<String> objectives, DcnShape shape, List<float[]> numbers, int epochs) {
    this.objectives = List.copyOf(objectives);
    this.shape = shape;
    this.numbers = List.copyOf(numbers);
    this.epochs = epochs;
  }

  static DcnModel read(ModelReader in) throws IOException {
    List<String> columns = in.readNames();
    List<String> objectives = in.readNames();
    int epochs = in.readCount();
    InputEncoding encoding =
        new InputEncoding(
            columns,
            in.readFloats(columns.size()),
            in.readFloats(columns.size()),
            in.readInts(columns.size()),
            in.readInts(columns.size()),
            in.readCount());
    check(encoding);
    int crossLayers = in.readCount();
    List<Integer> hidden = IntStream.of(in.readInts(in.readCount())).boxed().toList();
    DcnShape shape = new DcnShape(encoding, objectives.size(), crossLayers, hidden);
    List<float[]> numbers = new ArrayList<>();
    for (DcnShape.Block table : shape.tables()) {
      numbers.add(readWeights(in, (long) table.rows() * table.columns()));
    }
    for (DcnShape.Block layer : shape.layers()) {
      numbers.add(readWeights(in, (long) layer.rows() * layer.columns()));
      numbers.add(readWeights(in, layer.columns()));
    }
    return new DcnModel(objectives, shape, numbers, epochs);
  }

  private static float[] readWeights(ModelReader in, long length) throws IOException {
    float[] weights = in.readFloats(length);
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw ModelReader.damaged("a weight of " + weight);
      }
    }
    return weights;
  }

  private static void check(InputEncoding encoding) {
    for (int column = 0; column < encoding.columns().size(); column++) {
      boolean isFlag = encoding.missing()[column] == 0 || encoding.missing()[column] == 1;
      if (!isFlag || encoding.buckets()[column] < 0) {
        throw ModelReader.damaged("how it reads " + encoding.columns().get(column));
      }
    }
  }

  @Override
  public List<String> columns() {
    return shape.encoding().columns();
  }

  @Override
  public List<String> objectives() {
    return objectives;
  }

  /** Returns how often it has read the training lists, at least 0. */
  int epochs() {
    return epochs;
  }

  @Override
  public FeatureMatrix score(FeatureMatrix features) {
    DcnNetwork network = network(features);
    FloatMatrix scores = network.forward(network.inputs(features.values(), features.rows()));
    return new FeatureMatrix(objectives, features.rows(), scores.values());
  }

  /**
   * Returns how much each feature adds to each candidate's score, by {@link IntegratedGradients}
   * from the mean of every numeric column and from no embedding at all; the bias is the score of
   * that. A feature's inputs count together.
   */
  @Override
  public FeatureMatrix contributions(FeatureMatrix features, int objective) {
    DcnNetwork network = network(features);
    IntegratedGradients gradients = new IntegratedGradients(network, objective);
    FloatMatrix inputs = network.inputs(features.values(), features.rows());
    FloatMatrix parts = gradients.parts(inputs);
    float bias = gradients.scores(FloatMatrix.zeros(1, inputs.columns()))[0];
    List<String> columns = new ArrayList<>(columns());
    columns.add("bias");
    float[] sums = new float[features.rows() * columns.size()];
    for (int row = 0; row < features.rows(); row++) {
      for (int column = 0; column < columns().size(); column++) {
        sums[row * columns.size() + column] = sum(parts, row, column);
      }
      sums[(row + 1) * columns.size() - 1] = bias;
    }
    return new FeatureMatrix(columns, features.rows(), sums);
  }

  private float sum(FloatMatrix parts, int row, int column) {
    float sum = 0;
    int after = shape.encoding().firstInput(column + 1);
    for (int input = shape.encoding().firstInput(column); input < after; input++) {
      sum += parts.at(row, input);
    }
    return sum;
  }

  private DcnNetwork network(FeatureMatrix features) {
    if (!features.columns().equals(columns())) {
      throw new SchemaMismatchException(columns(), features.columns());
    }
    return new DcnNetwork(shape, numbers);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    InputEncoding encoding = shape.encoding();
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeNames(columns());
    writer.writeNames(objectives);
    writer.writeInt(epochs);
    writer.writeFloats(encoding.means());
    writer.writeFloats(encoding.scales());
    writer.writeInts(encoding.missing());
    writer.writeInts(encoding.buckets());
    writer.writeInt(encoding.embeddingSize());
    writer.writeInt(shape.crossLayers());
    writer.writeInt(shape.hidden().size());
    writer.writeInts(shape.hidden().stream().mapToInt(Integer::intValue).toArray());
    for (float[] part : numbers) {
      writer.writeFloats(part);
    }
  }
}
