package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.FloatMatrix;
import io.cairn.core.MatrixProduct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LayerTest {
  private static final int ROWS = 6;

  @Test
  void dense_gradients_areThoseOfFiniteDifferences() {
    float[] weights = FiniteDifferences.floats(5 * 3, 1);
    float[] bias = FiniteDifferences.floats(3, 2);
    DenseLayer layer = new DenseLayer(new MatrixProduct(), weights, bias);
    FloatMatrix inputs = FiniteDifferences.random(ROWS, 5, 3);
    checkLayer(layer, inputs, 3);
    checkParameters(layer.parameters(), layer, inputs, 3);
  }

  @Test
  void dense_forward_isTheLinearMap() {
    float[] weights = {1, 10, 2, 20};
    DenseLayer layer = new DenseLayer(new MatrixProduct(), weights, new float[] {100, 1000});
    FloatMatrix outputs = layer.forward(FloatMatrix.of(new float[] {3, 5}, 1, 2));
    assertThat(outputs.values()).containsExactly(113, 1130);
  }

  @Test
  void relu_gradients_areThoseOfFiniteDifferences() {
    FloatMatrix inputs = FiniteDifferences.random(ROWS, 7, 4);
    for (int cell = 0; cell < ROWS * 7; cell++) {
      assertThat(Math.abs(inputs.values()[cell])).isGreaterThan(.01f);
    }
    checkLayer(new ReluLayer(), inputs, 7);
  }

  @Test
  void cross_forward_isTheEquationOfThePaper() {
    float[] weights = {1, 10, 2, 20};
    CrossLayer layer =
        new CrossLayer(new DenseLayer(new MatrixProduct(), weights, new float[] {100, 1000}));
    FloatMatrix first = FloatMatrix.of(new float[] {2, -1}, 1, 2);
    FloatMatrix outputs = layer.forward(first, FloatMatrix.of(new float[] {3, 5}, 1, 2));
    assertThat(outputs.values()).containsExactly(2 * 113 + 3, -1130 + 5);
  }

  @Test
  void cross_gradients_areThoseOfFiniteDifferences() {
    List<Parameter> parameters = new ArrayList<>();
    List<CrossLayer> layers = new ArrayList<>();
    for (int layer = 0; layer < 3; layer++) {
      float[] weights = FiniteDifferences.floats(4 * 4, 10 + layer);
      float[] bias = FiniteDifferences.floats(4, 20 + layer);
      DenseLayer map = new DenseLayer(new MatrixProduct(), weights, bias);
      parameters.addAll(map.parameters());
      layers.add(new CrossLayer(map));
    }
    CrossNetwork network = new CrossNetwork(layers);
    FloatMatrix inputs = FiniteDifferences.random(ROWS, 4, 5);
    checkLayer(network, inputs, 4);
    checkParameters(parameters, network, inputs, 4);
  }

  @Test
  void cross_ofNoLayers_isTheInputs() {
    CrossNetwork network = new CrossNetwork(List.of());
    FloatMatrix inputs = FiniteDifferences.random(ROWS, 4, 5);
    assertThat(network.forward(inputs)).isSameAs(inputs);
    checkLayer(network, inputs, 4);
  }

  @Test
  void embedding_gradients_areThoseOfFiniteDifferences() {
    float[] table = FiniteDifferences.floats(4 * 2, 6);
    EmbeddingLayer layer = new EmbeddingLayer(table, 3, 2);
    float[] codes = {0, 2, Float.NaN, 2, 5, -1};
    FloatMatrix slopes = FiniteDifferences.random(ROWS, 2, 7);
    for (int row = 0; row < ROWS; row++) {
      layer.backward(codes[row], slopes.values(), row * 2);
    }
    FloatMatrix outputs = FloatMatrix.zeros(ROWS, 2);
    FiniteDifferences.check(
        layer.table().gradient(),
        table,
        () -> {
          for (int row = 0; row < ROWS; row++) {
            layer.forward(codes[row], outputs.values(), row * 2);
          }
          return FiniteDifferences.linear(outputs, slopes);
        });
  }

  @Test
  void embedding_ofAnUnknownCode_isTheLastRow_andACodeBeyondSharesABucket() {
    float[] table = {0, 1, 2, 3};
    EmbeddingLayer layer = new EmbeddingLayer(table, 3, 1);
    float[] codes = {0, 1, 2, Float.NaN, Float.NEGATIVE_INFINITY, 4, -1};
    float[] vectors = new float[codes.length];
    for (int row = 0; row < codes.length; row++) {
      layer.forward(codes[row], vectors, row);
    }
    assertThat(vectors).containsExactly(0, 1, 2, 3, 3, 1, 2);
  }

  @Test
  void network_gradients_areThoseOfFiniteDifferences() {
    DcnShape shape = new DcnShape(encoding(), 2, 2, List.of(8, 6));
    DcnNetwork network = new DcnNetwork(shape, awayFromKinks(shape));
    float[] features = FiniteDifferences.floats(ROWS * 3, 8);
    features[1] = Float.NaN;
    FloatMatrix inputs = network.inputs(features, ROWS);
    checkLayer(network, inputs, 2);
    checkParameters(network.parameters(), network, inputs, 2);
  }

  @Test
  void logLoss_gradient_isThatOfFiniteDifferences() {
    ExampleRows batch = new ExampleRows(1, 2, ROWS);
    float[] labels = {1, 0, 0, 2, 1, 0, Float.NaN, 1, 0, Float.NaN, 0, 1};
    float[] weights = {1, .5f, 2, 0, 1, 3};
    ExampleList list = RankingLists.of(List.of("a"), new float[ROWS], labels, weights);
    for (int row = 0; row < ROWS; row++) {
      batch.add(list, row);
    }
    FloatMatrix scores = FiniteDifferences.random(ROWS, 2, 9);
    FloatMatrix gradient = LogLoss.gradient(scores, batch, 1.25, FloatMatrix.zeros(0, 0));
    FiniteDifferences.check(gradient.values(), scores.values(), () -> summed(scores, batch));
  }

  /** Returns the loss whose gradient the method promises, from the two means. */
  private static double summed(FloatMatrix scores, ExampleRows batch) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int objective = 0; objective < 2; objective++) {
        float label = batch.label(row, objective);
        double probability = 1 / (1 + Math.exp(-scores.at(row, objective)));
        double likelihood = label > 0 ? probability : 1 - probability;
        sum -= Float.isNaN(label) ? 0 : batch.weight(row) * Math.log(likelihood);
      }
    }
    return sum / ROWS / 1.25;
  }

  private static InputEncoding encoding() {
    float[] zeros = new float[3];
    float[] ones = {1, 1, 1};
    int[] missing = {0, 1, 0};
    int[] buckets = {0, 0, 3};
    return new InputEncoding(List.of("a", "b", "c"), zeros, ones, missing, buckets, 2);
  }

  /** Returns small weights beside large biases, so that no ReLU opens or closes by a small move. */
  private static List<float[]> awayFromKinks(DcnShape shape) {
    List<float[]> numbers = shape.first(new SplittableRandom(1), new float[shape.objectives()]);
    for (float[] part : numbers) {
      float[] drawn = FiniteDifferences.floats(part.length, numbers.indexOf(part));
      for (int at = 0; at < part.length; at++) {
        part[at] = .2f * drawn[at];
      }
    }
    int firstDeepBias = shape.tables().size() + 2 * shape.crossLayers() + 1;
    for (int layer = 0; layer < shape.hidden().size(); layer++) {
      float[] bias = numbers.get(firstDeepBias + 2 * layer);
      for (int at = 0; at < bias.length; at++) {
        bias[at] = at % 3 == 0 ? -3 : 3;
      }
    }
    return numbers;
  }

  private static void checkLayer(Layer layer, FloatMatrix inputs, int outputs) {
    FloatMatrix slopes = FiniteDifferences.random(ROWS, outputs, 100);
    layer.forward(inputs);
    float[] gradient = layer.backward(slopes).values().clone();
    FiniteDifferences.check(
        gradient, inputs.values(), () -> FiniteDifferences.linear(layer.forward(inputs), slopes));
  }

  private static void checkParameters(
      List<Parameter> parameters, Layer layer, FloatMatrix inputs, int outputs) {
    FloatMatrix slopes = FiniteDifferences.random(ROWS, outputs, 100);
    for (Parameter parameter : parameters) {
      Arrays.fill(parameter.gradient(), 0);
    }
    layer.forward(inputs);
    layer.backward(slopes);
    for (Parameter parameter : parameters) {
      FiniteDifferences.check(
          parameter.gradient(),
          parameter.values(),
          () -> FiniteDifferences.linear(layer.forward(inputs), slopes));
    }
  }
}
