package io.cairn.training;

import io.cairn.core.FeatureMatrix;
import io.cairn.models.ExampleList;
import io.cairn.models.MemoryRankingExamples;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes lists of which it is known how likely people look at each position. */
final class ClickedLists {
  static final List<String> COLUMNS = List.of("quality", "price");
  static final int SIZE = 12;

  private final SplittableRandom random;

  /** How much of the order is chance, beside a quality of deviation 1. */
  private final double chance;

  ClickedLists(double chance, long seed) {
    this.chance = chance;
    random = new SplittableRandom(seed);
  }

  /** Returns the planted probability to look at a position. */
  static double examination(int position) {
    return Math.pow(position, -0.7);
  }

  MemoryRankingExamples make(int lists) {
    List<ExampleList> made = IntStream.range(0, lists).mapToObj(_ -> list()).toList();
    return new MemoryRankingExamples(COLUMNS, List.of("click"), made);
  }

  private record Candidate(double quality, double price, double place) {
    /**
     * Returns how likely somebody who looks at it clicks: most for high quality, middling price.
     */
    double relevance() {
      return 1 / (1 + Math.exp(1 - 1.2 * quality + Math.abs(price)));
    }
  }

  private Candidate candidate() {
    double quality = random.nextGaussian();
    double place = chance * random.nextGaussian() - quality;
    return new Candidate(quality, random.nextGaussian(), place);
  }

  private ExampleList list() {
    List<Candidate> shown =
        Stream.generate(this::candidate)
            .limit(SIZE)
            .sorted(Comparator.comparingDouble(Candidate::place))
            .toList();
    float[] values = new float[SIZE * COLUMNS.size()];
    float[] labels = new float[SIZE];
    for (int row = 0; row < SIZE; row++) {
      Candidate candidate = shown.get(row);
      values[2 * row] = (float) candidate.quality();
      values[2 * row + 1] = (float) candidate.price();
      double click = examination(row + 1) * candidate.relevance();
      labels[row] = random.nextDouble() < click ? 1 : 0;
    }
    float[] weights = new float[SIZE];
    Arrays.fill(weights, 1);
    return new ExampleList(new FeatureMatrix(COLUMNS, SIZE, values), labels, weights);
  }
}
