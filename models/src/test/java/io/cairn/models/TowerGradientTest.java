package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FloatMatrix;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TowerGradientTest {
  private static final SparseRows BAGS =
      new SparseRows(
          5, new int[] {0, 2, 2, 5}, new int[] {0, 3, 4, 0, 2}, new float[] {1, 2, -1, .5f, 1});

  private static final TowerExamples EXAMPLES =
      new TowerExamples(
          SparseRows.of(Matrices.random(8, 9, 4, 3)),
          SparseRows.of(Matrices.random(8, 6, 2, 5)),
          SparseRows.of(Matrices.random(9, 5, 2, 4)));

  @Test
  void bag_isTheWeightedSumOfRows_andItsGradientThatOfFiniteDifferences() {
    float[] table = FiniteDifferences.floats(5 * 3, 1);
    EmbeddingTable vectors = new EmbeddingTable(table, 3);
    EmbeddingBag bag = new EmbeddingBag(vectors);
    FloatMatrix outputs = bag.forward(BAGS);
    assertThat(outputs.at(0, 1)).isEqualTo(table[1] + 2 * table[10]);
    assertThat(outputs.at(1, 1)).isZero();
    FloatMatrix slopes = FiniteDifferences.random(3, 3, 2);
    bag.backward(BAGS, slopes);
    FiniteDifferences.check(
        vectors.vectors().gradient(),
        table,
        () -> FiniteDifferences.linear(bag.forward(BAGS), slopes));
  }

  @Test
  void bag_update_movesTheRowsWithAGradientOnly() {
    float[] table = FiniteDifferences.floats(5 * 3, 1);
    float[] before = table.clone();
    EmbeddingTable vectors = new EmbeddingTable(table, 3);
    EmbeddingBag bag = new EmbeddingBag(vectors);
    bag.backward(BAGS, FiniteDifferences.random(3, 3, 2));
    Adam adam = new Adam(.1, 0);
    adam.begin();
    vectors.update(adam);
    for (int row = 0; row < 5; row++) {
      boolean isSame = Arrays.equals(table, row * 3, row * 3 + 3, before, row * 3, row * 3 + 3);
      assertThat(isSame).isEqualTo(row == 1);
    }
    assertThat(vectors.vectors().gradient()).containsOnly(0);
  }

  @Test
  void unit_gradient_isThatOfFiniteDifferences() {
    UnitLayer layer = new UnitLayer();
    FloatMatrix inputs = FiniteDifferences.random(4, 3, 3);
    FloatMatrix slopes = FiniteDifferences.random(4, 3, 4);
    layer.forward(inputs);
    float[] gradient = layer.backward(slopes).values().clone();
    FiniteDifferences.check(
        gradient, inputs.values(), () -> FiniteDifferences.linear(layer.forward(inputs), slopes));
  }

  @Test
  void unit_ofZeros_isZeros_andPassesNothingBack() {
    UnitLayer layer = new UnitLayer();
    assertThat(layer.forward(FloatMatrix.zeros(1, 3)).values()).containsOnly(0);
    assertThat(layer.backward(FiniteDifferences.random(1, 3, 1)).values()).containsOnly(0);
  }

  @Test
  void softmax_loss_isTheMeanSurprise_andItsGradientsThoseOfFiniteDifferences() {
    FloatMatrix rows = FiniteDifferences.random(7, 3, 5);
    FloatMatrix candidates = FiniteDifferences.random(6, 3, 6);
    float[] logChances = {-.1f, -2, -1, -.5f, -3, -1};
    SampledSoftmax softmax = new SampledSoftmax(.7);
    softmax.compute(rows, candidates, labels(), logChances);
    assertThat(softmax.loss()).isCloseTo(surprise(rows, candidates, logChances), within(1e-5));
    float[] rowGradient = softmax.rowGradient().values().clone();
    float[] candidateGradient = softmax.candidateGradient().values().clone();
    FiniteDifferences.check(
        rowGradient, rows.values(), () -> surprise(rows, candidates, logChances));
    FiniteDifferences.check(
        candidateGradient, candidates.values(), () -> surprise(rows, candidates, logChances));
  }

  @Test
  void exp_isThatOfTheLibrary() {
    for (float x = 0; x > -80; x -= .013f) {
      assertThat((double) SampledSoftmax.exp(x) / Math.exp(x)).isCloseTo(1, within(2e-5));
    }
    assertThat(SampledSoftmax.exp(Float.NEGATIVE_INFINITY)).isLessThan(1e-37f);
  }

  @Test
  void network_gradient_isThatOfFiniteDifferences() {
    TwoTowerTrainer trainer =
        new Towers(4, 1, .1, 8, List.of(5), .4, .1, .5, 3, 0, .5, Duration.ZERO, 1).trainer();
    SplittableRandom random = new SplittableRandom(2);
    TowerBatch batch = new TowerBatches(EXAMPLES, trainer, random).next();
    TowerNumbers numbers = apart(TowerNumbers.first(trainer, EXAMPLES, random));
    TwoTowerNetwork network = new TwoTowerNetwork(numbers, trainer.temperature());
    network.loss(batch);
    List<Parameter> parameters = network.parameters();
    List<float[]> gradients = parameters.stream().map(p -> p.gradient().clone()).toList();
    assertThat(parameters).hasSize(7);
    assertThat(batch.traits().cells()).isPositive();
    for (int at = 0; at < parameters.size(); at++) {
      FiniteDifferences.check(
          gradients.get(at), parameters.get(at).values(), () -> network.loss(batch));
    }
  }

  @Test
  void network_thatLearnsOneBatch_surprisesItselfLess() {
    TwoTowerTrainer trainer =
        new Towers(4, 1, .1, 8, List.of(), .4, .1, .5, 3, 0, .5, Duration.ZERO, 1).trainer();
    SplittableRandom random = new SplittableRandom(2);
    TowerBatch batch = new TowerBatches(EXAMPLES, trainer, random).next();
    TwoTowerNetwork network =
        new TwoTowerNetwork(TowerNumbers.first(trainer, EXAMPLES, random), trainer.temperature());
    Adam adam = new Adam(.05, 0);
    double first = network.loss(batch);
    for (int step = 0; step < 50; step++) {
      network.update(adam);
      network.loss(batch);
    }
    network.update(adam);
    assertThat(network.loss(batch)).isLessThan(.7 * first);
  }

  /** Each row wants one or two candidates; some others are known. */
  private static SparseRows labels() {
    SparseRowsBuilder labels = new SparseRowsBuilder(7);
    for (int row = 0; row < 7; row++) {
      labels.add(row % 6, 1);
      labels.add((row + 2) % 6, row % 2);
      labels.endRow();
    }
    return labels.build(6);
  }

  private static double surprise(FloatMatrix rows, FloatMatrix candidates, float[] logChances) {
    double sum = 0;
    int targets = 0;
    for (int row = 0; row < 7; row++) {
      int other = (row + 2) % 6;
      double[] logits = new double[6];
      double all = 0;
      for (int candidate = 0; candidate < 6; candidate++) {
        double product = 0;
        for (int factor = 0; factor < 3; factor++) {
          product += (double) rows.at(row, factor) * candidates.at(candidate, factor);
        }
        logits[candidate] = product / .7 - logChances[candidate];
        all += candidate == other && row % 2 == 0 ? 0 : Math.exp(logits[candidate]);
      }
      sum += Math.log(all) - logits[row % 6];
      sum += row % 2 == 0 ? 0 : Math.log(all) - logits[other];
      targets += 1 + row % 2;
    }
    return sum / targets;
  }

  /** Returns larger numbers with large biases, so that no ReLU opens or closes by a small move. */
  private static TowerNumbers apart(TowerNumbers numbers) {
    for (float[] part : List.of(numbers.ids(), numbers.tokens(), numbers.traits())) {
      System.arraycopy(FiniteDifferences.floats(part.length, part.length), 0, part, 0, part.length);
    }
    float[] bias = numbers.dense().get(1);
    for (int at = 0; at < bias.length; at++) {
      bias[at] = at % 3 == 0 ? -9 : 9;
    }
    return numbers;
  }
}
