package io.cairn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What two towers learn.
 *
 * @param factors the length of the vectors
 * @param ids the vector of each item apart from its content, shape {@code [items × factors]}
 * @param tokens the vector of each known token, shape {@code [tokens × factors]}
 * @param traits the vector of each known trait, and of what everybody shares, shape {@code [traits
 *     + 1 × factors]}
 * @param dense W and b of each dense layer of the user tower in turn; none, or the last as wide as
 *     the vectors
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record TowerNumbers(int factors, float[] ids, float[] tokens, float[] traits, List<float[]> dense) {
  private static final double FIRST_DEVIATION = .1;

  /** Draws the numbers to begin with. */
  static TowerNumbers first(
      TwoTowerTrainer trainer, TowerExamples examples, SplittableRandom random) {
    int factors = trainer.factors();
    double deviation = FIRST_DEVIATION / Math.sqrt(factors);
    List<float[]> dense = new ArrayList<>();
    List<Integer> widths = new ArrayList<>(trainer.hidden());
    if (!widths.isEmpty()) {
      widths.add(factors);
    }
    int inputs = factors;
    for (int width : widths) {
      dense.add(drawn(Math.multiplyExact(inputs, width), 1 / Math.sqrt(inputs), random));
      dense.add(new float[width]);
      inputs = width;
    }
    return new TowerNumbers(
        factors,
        drawn(Math.multiplyExact(examples.rows().width(), factors), deviation, random),
        drawn(Math.multiplyExact(examples.tokens().width(), factors), deviation, random),
        drawn(Math.multiplyExact(examples.traits().width(), factors), deviation, random),
        dense);
  }

  private static float[] drawn(int length, double deviation, SplittableRandom random) {
    float[] numbers = new float[length];
    for (int at = 0; at < length; at++) {
      numbers[at] = (float) (random.nextGaussian() * deviation);
    }
    return numbers;
  }

  EmbeddingTable idTable() {
    return new EmbeddingTable(ids, factors);
  }

  EmbeddingTable tokenTable() {
    return new EmbeddingTable(tokens, factors);
  }

  EmbeddingTable traitTable() {
    return new EmbeddingTable(traits, factors);
  }

  TowerNumbers copy() {
    return new TowerNumbers(
        factors,
        ids.clone(),
        tokens.clone(),
        traits.clone(),
        dense.stream().map(float[]::clone).toList());
  }
}
