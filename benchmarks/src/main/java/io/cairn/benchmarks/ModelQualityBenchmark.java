package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Prints how well the plain models rank public data, beside what others measured on the same
 * splits: recall and NDCG at 20 over the full catalogue, training items removed. Takes the folder
 * of the data sets.
 */
public final class ModelQualityBenchmark {
  private static final int FACTORS = 64;
  private static final int EPOCHS = 10;
  private static final long SEED = 1;

  private final PrintStream out;

  private ModelQualityBenchmark(PrintStream out) {
    this.out = out;
  }

  /** Prints all tables. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    ModelQualityBenchmark tables =
        new ModelQualityBenchmark(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    tables.out.println(Machine.describe());
    tables.movieLens1m(splits.movieLens1m());
    tables.movieLens100k(splits.movieLens100k());
    tables.steam(splits.steam());
    tables.retailRocket(splits.retailRocket());
    tables.onlineRetail(splits.onlineRetail());
    tables.microsoftWeb(splits.microsoftWeb());
  }

  private void movieLens1m(Split split) {
    head(split);
    row(split, new PopularTrainer(), .116, .118);
    row(split, itemKnn(), .182, .185);
    row(split, new EaseTrainer(600), .2766, .2670);
    row(split, new EaseTrainer(300), .2741, .2631);
    row(split, als(40, 4), .2748, .2593);
  }

  private void movieLens100k(Split split) {
    head(split);
    row(split, new PopularTrainer(), .160, .205);
    row(split, itemKnn(), .258, .320);
    row(split, new EaseTrainer(200), .354, .431);
    row(split, als(40, 4), .315, .348);
  }

  private void steam(Split split) {
    head(split);
    row(split, new PopularTrainer(), .252, .165);
    row(split, itemKnn(), .403, .356);
    row(split, new EaseTrainer(200), .545, .503);
    row(split, als(40, 4), .469, .413);
  }

  private void retailRocket(Split split) {
    head(split);
    row(split, new PopularTrainer(), .027, .017);
    row(split, itemKnn(), .231, .148);
    row(split, new EaseTrainer(200), .295, .185);
    row(split, als(1, 40), .260, .155);
  }

  private void onlineRetail(Split split) {
    head(split);
    row(split, new PopularTrainer(), .037, .043);
    row(split, itemKnn(), .057, .064);
    row(split, new EaseTrainer(200), .097, .104);
    row(split, als(40, 4), .083, .089);
  }

  private void microsoftWeb(Split split) {
    head(split);
    row(split, new PopularTrainer(), .709, .413);
    row(split, itemKnn(), .823, .538);
    row(split, new EaseTrainer(200), .835, .569);
  }

  private static RetrievalTrainer itemKnn() {
    return new ItemToItemTrainer(100, 10, .5, 0);
  }

  private static RetrievalTrainer als(double regularization, double confidence) {
    return new AlsTrainer(FACTORS, EPOCHS, regularization, confidence, SEED);
  }

  private void head(Split split) {
    out.printf(
        "%n%s: %d rows, %d items, %d cells, %d rows tested%n",
        split.name(),
        split.train().rows(),
        split.train().items(),
        split.train().cells(),
        split.tested());
    out.printf("recall@20    ref      off   ndcg@20    ref      off   train s  trainer%n");
  }

  private void row(Split split, RetrievalTrainer trainer, double recall, double ndcg) {
    long start = System.nanoTime();
    RetrievalModel model = trainer.train(split.train(), Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    RankingQuality quality = RankingQuality.of(model, split);
    out.printf(
        "   %.4f  %.4f  %+5.1f %%    %.4f  %.4f  %+5.1f %%  %8.1f  %s%n",
        quality.recall(),
        recall,
        100 * (quality.recall() / recall - 1),
        quality.ndcg(),
        ndcg,
        100 * (quality.ndcg() / ndcg - 1),
        seconds,
        trainer);
  }
}
