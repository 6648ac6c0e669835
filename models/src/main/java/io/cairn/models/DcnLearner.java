package io.cairn.models;

import io.cairn.core.FloatMatrix;
import java.util.List;

/** A deep and cross network while it is being learned. For use by one thread. */
final class DcnLearner {
  private final DcnShape shape;
  private final List<float[]> numbers;
  private final DcnNetwork network;
  private final Adam adam;
  private final double meanWeight;
  private FloatMatrix gradient = FloatMatrix.zeros(0, 0);

  /**
   * Begins.
   *
   * @param numbers the first ones of the network, as the shape says; shared and changed
   * @param meanWeight of the training examples, which counts as 1
   */
  DcnLearner(DcnShape shape, List<float[]> numbers, Adam adam, double meanWeight) {
    this.shape = shape;
    this.numbers = numbers;
    this.adam = adam;
    this.meanWeight = meanWeight;
    network = new DcnNetwork(shape, numbers);
  }

  /** Moves the network a step towards the labels of a batch. */
  void learn(ExampleRows batch) {
    gradient = LogLoss.gradient(scores(batch), batch, meanWeight, gradient);
    network.update(adam, network.backward(gradient));
  }

  /** Returns the log loss on examples. */
  double loss(RankingExamples examples, int batchSize) {
    LogLoss loss = new LogLoss(shape.objectives());
    new ExampleBatches(examples, batchSize, batch -> loss.add(scores(batch), batch)).readInOrder();
    return loss.mean();
  }

  /** Returns a copy of the numbers as they are now. */
  List<float[]> numbers() {
    return numbers.stream().map(float[]::clone).toList();
  }

  private FloatMatrix scores(ExampleRows batch) {
    return network.forward(network.inputs(batch.features(), batch.size()));
  }
}
