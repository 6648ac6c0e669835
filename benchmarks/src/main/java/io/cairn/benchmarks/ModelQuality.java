package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalTrainer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Prints how well the plain models do on public data, beside reference figures. Takes the folder of
 * the data sets.
 */
public final class ModelQuality {

  /** A trainer, and what was measured elsewhere on the same split. */
  private record Entry(RetrievalTrainer trainer, String reference) {}

  private ModelQuality() {}

  /** Runs all. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    PrintStream out = System.out;
    for (Split split : List.of(splits.movieLens1m(), splits.movieLens100k(), splits.steam(), splits.retailRocket(), splits.onlineRetail(), splits.microsoftWeb())) {
      System.out.println(split.name()+" rows "+split.train().rows()+" items "+split.train().items()+" tested "+split.tested());
      run(split, new PopularTrainer(), out);
      run(split, new ItemToItemTrainer(100, 10), out);
      run(split, new EaseTrainer(split.name().startsWith("ml-1m") ? 600:200), out);
      for (double reg : new double[]{.01, .1, 1, 5, 10, 20}) for (double conf : new double[]{1, 10, 40})
      run(split, new AlsTrainer(64, 10, reg, conf, 1), out);
    }
  }

  private static void run(Split split, RetrievalTrainer trainer, PrintStream out) {
    long start = System.nanoTime();
    var model = trainer.train(split.train(), Progress.NONE);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    RankingQuality quality = RankingQuality.of(model, split);
    out.printf("%-60s %.4f %.4f %d ms%n", trainer, quality.recall(), quality.ndcg(), time.toMillis());
  }
}
