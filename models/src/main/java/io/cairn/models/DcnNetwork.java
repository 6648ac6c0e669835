package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.MatrixProduct;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A deep and cross network over its numbers: cross layers and, beside them, dense layers with ReLU
 * read the same inputs; one linear head for each objective reads what both say. For use by one
 * thread.
 *
 * @see <a href="https://arxiv.org/abs/2008.13535">Wang et al. DCN V2. WWW 2021, section 3, the
 *     parallel structure</a>
 */
final class DcnNetwork implements Layer {
  private final int width;
  private final InputLayer inputLayer;
  private final CrossNetwork cross;
  private final List<Layer> deep = new ArrayList<>();
  private final DenseLayer head;
  private final List<Parameter> parameters = new ArrayList<>();
  private FloatMatrix joined = FloatMatrix.zeros(0, 0);
  private FloatMatrix crossGradient = FloatMatrix.zeros(0, 0);
  private FloatMatrix deepGradient = FloatMatrix.zeros(0, 0);

  /**
   * Makes a network.
   *
   * @param numbers as the shape says; shared
   */
  DcnNetwork(DcnShape shape, List<float[]> numbers) {
    width = shape.encoding().inputs();
    int tables = shape.tables().size();
    inputLayer = new InputLayer(shape.encoding(), numbers.subList(0, tables));
    Iterator<float[]> rest = numbers.subList(tables, numbers.size()).iterator();
    MatrixProduct product = new MatrixProduct();
    List<CrossLayer> crossLayers = new ArrayList<>();
    for (int layer = 0; layer < shape.crossLayers(); layer++) {
      crossLayers.add(new CrossLayer(dense(product, rest)));
    }
    cross = new CrossNetwork(crossLayers);
    for (int layer = 0; layer < shape.hidden().size(); layer++) {
      deep.add(dense(product, rest));
      deep.add(new ReluLayer());
    }
    head = dense(product, rest);
  }

  private DenseLayer dense(MatrixProduct product, Iterator<float[]> numbers) {
    DenseLayer layer = new DenseLayer(product, numbers.next(), numbers.next());
    parameters.addAll(layer.parameters());
    return layer;
  }

  /**
   * Returns the inputs for rows of features.
   *
   * @param features row-major, shape {@code [rows × columns]} or longer
   */
  FloatMatrix inputs(float[] features, int rows) {
    return inputLayer.forward(features, rows);
  }

  @Override
  public FloatMatrix forward(FloatMatrix inputs) {
    FloatMatrix crossed = cross.forward(inputs);
    if (deep.isEmpty()) {
      return head.forward(crossed);
    }
    FloatMatrix outputs = inputs;
    for (Layer layer : deep) {
      outputs = layer.forward(outputs);
    }
    joined = joined.resized(inputs.rows(), crossed.columns() + outputs.columns());
    Batches.copyInto(crossed, joined, 0);
    Batches.copyInto(outputs, joined, crossed.columns());
    return head.forward(joined);
  }

  @Override
  public FloatMatrix backward(FloatMatrix gradient) {
    FloatMatrix both = head.backward(gradient);
    if (deep.isEmpty()) {
      return cross.backward(both);
    }
    int rows = gradient.rows();
    crossGradient = crossGradient.resized(rows, width);
    deepGradient = deepGradient.resized(rows, both.columns() - width);
    Batches.copyOutOf(both, 0, crossGradient);
    Batches.copyOutOf(both, width, deepGradient);
    FloatMatrix inputGradient = cross.backward(crossGradient);
    FloatMatrix outputGradient = deepGradient;
    for (Layer layer : deep.reversed()) {
      outputGradient = layer.backward(outputGradient);
    }
    Batches.add(outputGradient, inputGradient);
    return inputGradient;
  }

  /**
   * Moves all numbers against their gradients.
   *
   * @param inputGradient what {@code backward} returned for the inputs of the last features
   */
  void update(Adam adam, FloatMatrix inputGradient) {
    inputLayer.backward(inputGradient);
    adam.begin();
    inputLayer.update(adam);
    parameters.forEach(adam::update);
  }

  /** Returns weights and bias of the dense layers, in the order of their numbers. */
  List<Parameter> parameters() {
    return parameters;
  }
}
