package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.MarkovTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.SessionKnnTrainer;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * How well models tell the next item of a session of nobody known, over the full catalogue, beside
 * figures that were measured elsewhere on the same files.
 */
public final class SessionQualityBenchmark {
  private static final int K = 20;

  private SessionQualityBenchmark() {}

  /**
   * Prints the tables.
   *
   * @param arguments the folder of the data sets; may be left out
   */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    System.out.println(Machine.describe());
    table(
        splits.retailRocketSessions(), "popular .024 .005, last item .349 .182, V-SKNN .559 .270");
    table(splits.yoochooseSessions(), "popular .089 .026, last item .581 .346, V-SKNN .683 .347");
  }

  private static void table(SessionSplit split, String elsewhere) {
    System.out.printf(
        "%n%s: %d sessions, %d items, %d beginnings tested%nelsewhere: %s%n",
        split.name(),
        split.train().rows(),
        split.train().items(),
        split.beginnings().size(),
        elsewhere);
    System.out.println("recall@20  mrr@20  ms a list  trainer");
    row(split, new PopularTrainer());
    row(split, new MarkovTrainer());
    row(split, new ItemToItemTrainer(100, 10));
    row(split, new SessionKnnTrainer(500, 5_000, 3));
  }

  private static void row(SessionSplit split, RetrievalTrainer trainer) {
    RetrievalModel model = trainer.train(split.train(), Progress.NONE);
    long start = System.nanoTime();
    int[] ranks =
        IntStream.range(0, split.next().size())
            .map(test -> rank(model.score(split.beginnings().get(test)), split.next().get(test)))
            .toArray();
    double millis = (System.nanoTime() - start) / 1e6 / ranks.length;
    double recall = IntStream.of(ranks).filter(rank -> rank <= K).count() / (double) ranks.length;
    double reciprocal =
        IntStream.of(ranks).filter(rank -> rank <= K).mapToDouble(rank -> 1. / rank).sum();
    System.out.printf(
        "   %.4f  %.4f  %9.2f  %s%n", recall, reciprocal / ranks.length, millis, trainer);
  }

  /** Returns the place of the item among all, from 1; beyond all where nothing speaks for it. */
  private static int rank(float[] scores, int item) {
    if (item < 0 || !(scores[item] > 0)) {
      return Integer.MAX_VALUE;
    }
    int rank = 1;
    for (int other = 0; other < scores.length; other++) {
      boolean isBefore = scores[other] == scores[item] && other < item;
      rank += scores[other] > scores[item] || isBefore ? 1 : 0;
    }
    return rank;
  }
}
