package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.GfCfTrainer;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints how well a filter of the graph ranks public data beside other models: recall and NDCG at
 * 20 over the full catalogue, and how long it trains. Takes the folder of the data sets and, to
 * print some tables only, their names: movielens, gowalla.
 */
public final class GraphBenchmark {
  private static final long SEED = 1;
  private static final List<String> TABLES = List.of("movielens", "gowalla");

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private GraphBenchmark() {}

  /** Prints the tables. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    GraphBenchmark tables = new GraphBenchmark();
    tables.out.println(Machine.describe());
    List<String> named =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    (named.isEmpty() ? TABLES : named).forEach(table -> tables.print(table, splits));
  }

  private void print(String table, Splits splits) {
    switch (table) {
      case "movielens" -> movieLens(splits.movieLens1m().shuffled(SEED));
      case "gowalla" -> gowalla(splits.gowalla().shuffled(SEED));
      default ->
          throw new IllegalArgumentException("no table %s, there are %s".formatted(table, TABLES));
    }
  }

  private void movieLens(Split split) {
    head(split);
    row(split, new ItemToItemTrainer(100, 10, .5, 0));
    row(split, new ItemToItemTrainer(300, 0, .8, .7));
    row(split, new AlsTrainer(64, 10, 40, 4, SEED));
    row(split, new GfCfTrainer(64, 12, SEED));
    row(split, new GfCfTrainer(128, 12, SEED));
    row(split, TwoTowerBenchmark.knownItemTowers());
  }

  private void gowalla(Split split) {
    head(split);
    row(split, new ItemToItemTrainer(100, 10, .5, 0));
    row(split, new ItemToItemTrainer(300, 0, .3, .7));
    row(split, new GfCfTrainer(256, 8, SEED));
    row(split, new GfCfTrainer(512, 8, SEED));
    row(split, new AlsTrainer(64, 10, 40, 4, SEED));
    row(split, new AlsTrainer(128, 8, 100, 40, SEED));
    row(split, TwoTowerBenchmark.gowallaTowers());
  }

  private void head(Split split) {
    out.printf(
        "%n%s: %d rows, %d items, %d cells, %d rows tested; random recall@20 %.4f%n",
        split.name(),
        split.train().rows(),
        split.train().items(),
        split.train().cells(),
        split.tested(),
        (double) RankingQuality.K / split.train().items());
    out.printf("recall@20  ndcg@20   train s  trainer%n");
    row(split, new PopularTrainer());
  }

  private void row(Split split, RetrievalTrainer trainer) {
    long start = System.nanoTime();
    RetrievalModel model = trainer.train(split.train(), Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    RankingQuality quality = RankingQuality.of(model, split);
    out.printf("   %.4f   %.4f  %8.1f  %s%n", quality.recall(), quality.ndcg(), seconds, trainer);
  }
}
