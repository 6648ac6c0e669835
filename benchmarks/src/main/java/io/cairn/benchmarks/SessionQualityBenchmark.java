package io.cairn.benchmarks;

import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.MarkovTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.SessionKnnTrainer;
import java.nio.file.Path;

/**
 * How well models tell the next item of a session of nobody known, over the full catalogue, beside
 * figures that were measured elsewhere on the same files.
 */
public final class SessionQualityBenchmark {
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
        split.train().matrix().items(),
        split.beginnings().size(),
        elsewhere);
    System.out.println("recall@20  mrr@20  ms a list (all cores)  trainer");
    row(split, new PopularTrainer());
    row(split, new MarkovTrainer());
    row(split, new ItemToItemTrainer(100, 10, .5, 0));
    row(split, new SessionKnnTrainer(500, 5_000, 3));
  }

  private static void row(SessionSplit split, RetrievalTrainer trainer) {
    RetrievalModel model = split.train().train(trainer);
    long start = System.nanoTime();
    SessionQuality quality = SessionQuality.of(model, split);
    double millis = (System.nanoTime() - start) / 1e6 / split.next().size();
    System.out.printf(
        "   %.4f  %.4f  %9.2f  %s%n", quality.recall(), quality.reciprocal(), millis, trainer);
  }
}
