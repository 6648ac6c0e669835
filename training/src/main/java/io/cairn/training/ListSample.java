package io.cairn.training;

import io.cairn.core.Progress;
import io.cairn.models.ExampleList;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.RankingExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Draws lists by chance, each as likely as any other, with the labels of their first objective
 * only. For use by one thread.
 *
 * @see <a href="https://doi.org/10.1145/3147.3165">Vitter. Random Sampling with a Reservoir. ACM
 *     TOMS 1985, algorithm R</a>
 */
final class ListSample {
  private final int listsMax;
  private final SplittableRandom random;
  private final List<ExampleList> drawn = new ArrayList<>();
  private long read;

  private ListSample(int listsMax, long seed) {
    this.listsMax = listsMax;
    random = new SplittableRandom(seed);
  }

  /** Reads all examples once and returns at most {@code listsMax} of their lists. */
  static MemoryRankingExamples of(
      RankingExamples examples, int listsMax, long seed, Progress progress) {
    ListSample sample = new ListSample(listsMax, seed);
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEachOrdered(
          list -> {
            sample.add(list);
            progress.at("reading lists", sample.read, -1);
          });
    }
    progress.at("reading lists", sample.read, sample.read);
    return new MemoryRankingExamples(
        examples.columns(), examples.objectives().subList(0, 1), sample.drawn);
  }

  private void add(ExampleList list) {
    read++;
    if (drawn.size() < listsMax) {
      drawn.add(clicksOnly(list));
      return;
    }
    long place = random.nextLong(read);
    if (place < listsMax) {
      drawn.set((int) place, clicksOnly(list));
    }
  }

  private static ExampleList clicksOnly(ExampleList list) {
    float[] clicks = Arrays.copyOf(list.labels(), list.features().rows());
    return new ExampleList(list.features(), clicks, list.weights());
  }
}
