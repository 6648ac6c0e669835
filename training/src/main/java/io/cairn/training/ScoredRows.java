package io.cairn.training;

import io.cairn.models.ExampleList;
import io.cairn.models.RankingExamples;
import io.cairn.models.RankingModel;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a model says of examples for one objective, and what became of them.
 *
 * @param weights 1 for each: a probability is one of examples, whatever they are worth
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once
record ScoredRows(float[] scores, float[] labels, float[] weights) {

  static ScoredRows of(RankingModel model, RankingExamples examples, int objective) {
    float[] scores = new float[1024];
    float[] labels = new float[1024];
    int size = 0;
    int objectives = model.objectives().size();
    try (Stream<ExampleList> lists = examples.lists()) {
      for (ExampleList list : (Iterable<ExampleList>) lists::iterator) {
        int rows = list.features().rows();
        float[] all = model.score(list.features()).values();
        if (size + rows > scores.length) {
          scores = Arrays.copyOf(scores, 2 * (size + rows));
          labels = Arrays.copyOf(labels, 2 * (size + rows));
        }
        for (int row = 0; row < rows; row++) {
          scores[size] = all[row * objectives + objective];
          labels[size++] = list.label(objective, row);
        }
      }
    }
    float[] weights = new float[size];
    Arrays.fill(weights, 1);
    return new ScoredRows(Arrays.copyOf(scores, size), Arrays.copyOf(labels, size), weights);
  }
}
