package io.cairn.models;

import io.cairn.core.Progress;

/** Trains a {@link PopularModel}: adds up the positive weights of each item. */
public record PopularTrainer() implements RetrievalTrainer {

  @Override
  public PopularModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    double[] sums = new double[interactions.items()];
    for (int cell = 0; cell < interactions.cells(); cell++) {
      sums[interactions.columns()[cell]] += Math.max(0, interactions.weights()[cell]);
    }
    float[] popularity = new float[sums.length];
    for (int column = 0; column < sums.length; column++) {
      popularity[column] = (float) sums[column];
    }
    progress.at("summing weights", interactions.cells(), interactions.cells());
    return new PopularModel(popularity);
  }
}
