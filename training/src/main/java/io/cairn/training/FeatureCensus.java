package io.cairn.training;

import io.cairn.models.ExampleList;
import io.cairn.models.RankingExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds features that say nothing: always missing, or always the same. For use by one thread. */
final class FeatureCensus {
  private final List<String> columns;
  private final float[] least;
  private final float[] most;
  private final boolean[] isSometimesMissing;

  private FeatureCensus(List<String> columns) {
    this.columns = columns;
    least = new float[columns.size()];
    most = new float[columns.size()];
    isSometimesMissing = new boolean[columns.size()];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
  }

  /** Looks at all lists. */
  static FeatureCensus of(RankingExamples examples) {
    FeatureCensus census = new FeatureCensus(examples.columns());
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEachOrdered(list -> census.add(list.features().values()));
    }
    return census;
  }

  private void add(float[] values) {
    for (int cell = 0; cell < values.length; cell++) {
      int column = cell % least.length;
      if (Float.isNaN(values[cell])) {
        isSometimesMissing[column] = true;
      } else {
        least[column] = Math.min(least[column], values[cell]);
        most[column] = Math.max(most[column], values[cell]);
      }
    }
  }

  /** Returns a sentence on the features that are always missing, and one on the constant ones. */
  List<String> sentences() {
    List<String> missing = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    for (int column = 0; column < least.length; column++) {
      if (least[column] > most[column]) {
        missing.add(columns.get(column));
      } else if (least[column] == most[column] && !isSometimesMissing[column]) {
        constant.add(columns.get(column) + " = " + least[column]);
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!missing.isEmpty()) {
      sentences.add("always missing in the examples: " + String.join(", ", missing));
    }
    if (!constant.isEmpty()) {
      sentences.add("the same in all examples: " + String.join(", ", constant));
    }
    return sentences;
  }
}
