package io.cairn.benchmarks;

import io.cairn.core.Kernel;
import io.cairn.core.Progress;
import io.cairn.core.TopK;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.ItemContent;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.TwoTowerTrainer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Prints how well two towers rank public data beside other models, recall and NDCG at 20 over the
 * full catalogue, how well they find new items by their content, and what new users like. Takes the
 * folder of the data sets and, to print some tables only, their names: movielens, gowalla,
 * new-items, new-users.
 */
public final class TwoTowerBenchmark {
  private static final long SEED = 1;
  private static final int NEW_ITEMS_K = 100;
  private static final List<String> TABLES =
      List.of("movielens", "gowalla", "new-items", "new-users");
  private static final int[] EVENTS = {0, 1, 3, 10};

  private final Splits splits;
  private final PrintStream out;

  private TwoTowerBenchmark(Splits splits, PrintStream out) {
    this.splits = splits;
    this.out = out;
  }

  /** Prints the tables. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    TwoTowerBenchmark tables =
        new TwoTowerBenchmark(splits, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    tables.out.println(Machine.describe());
    List<String> named =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    (named.isEmpty() ? TABLES : named).forEach(tables::print);
  }

  private void print(String table) {
    switch (table) {
      case "movielens" -> movieLens(splits.movieLens1m().shuffled(SEED));
      case "gowalla" -> gowalla(splits.gowalla().shuffled(SEED));
      case "new-items" -> {
        newItems(splits.movieLens1mNewItems());
        newItems(splits.movieTweetingsNewItems());
      }
      case "new-users" -> newUsers(splits.movieLens1mNewUsers());
      default ->
          throw new IllegalArgumentException("no table %s, there are %s".formatted(table, TABLES));
    }
  }

  private void movieLens(Split split) {
    head(split);
    row(split, new PopularTrainer());
    row(split, new EaseTrainer(600));
    row(split, new AlsTrainer(64, 10, 40, 4, 1));
    row(split, knownItemTowers());
  }

  private void gowalla(Split split) {
    head(split);
    row(split, new PopularTrainer());
    row(split, gowallaTowers());
  }

  /** Returns what learns where all items are known. */
  static TwoTowerTrainer knownItemTowers() {
    return towers(64, new Pace(60, .005, 0, 0), 0, 0);
  }

  /** Returns what learns for new items. */
  static TwoTowerTrainer newItemTowers() {
    return towers(64, new Pace(60, .005, .95, 0), .5, 0);
  }

  /** Returns what learns from Gowalla, where items are many. */
  static TwoTowerTrainer gowallaTowers() {
    return towers(256, new Pace(10, .01, .95, 2), 0, 0);
  }

  /** Returns what learns for new users. */
  private static TwoTowerTrainer newUserTowers() {
    return towers(64, new Pace(10, .01, .95, 0), 0, .3);
  }

  /** How long and how fast vectors learn, and how strongly they are held back. */
  private record Pace(
      int epochs, double learningRate, double learningRateDecay, double regularization) {}

  private static TwoTowerTrainer towers(
      int factors, Pace pace, double idDropout, double coldShare) {
    return new TwoTowerTrainer(
        factors,
        pace.epochs(),
        pace.learningRate(),
        pace.learningRateDecay(),
        pace.regularization(),
        512,
        List.of(),
        .5,
        coldShare,
        .2,
        0,
        0,
        idDropout,
        .1,
        Duration.ZERO,
        5,
        1);
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
  }

  private void row(Split split, RetrievalTrainer trainer) {
    long start = System.nanoTime();
    RetrievalModel model = trainer.train(split.train(), Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    RankingQuality quality = RankingQuality.of(model, split);
    out.printf("   %.4f   %.4f  %8.1f  %s%n", quality.recall(), quality.ndcg(), seconds, trainer);
  }

  private void newUsers(NewUsers data) {
    out.printf(
        "%n%s: %d rows, %d items, %d new users; what they chose after their first ten events%n",
        data.name(), data.train().rows(), data.train().items(), data.added().size());
    out.printf("ndcg@10 after 0, 1, 3, 10 events   recall@20 after the same%n");
    newUsers(data, "popular", new PopularTrainer());
    newUsers(data, "item-to-item", new ItemToItemTrainer(100, 10, .5, 0));
    newUsers(data, "als", new AlsTrainer(64, 10, 40, 4, 1));
    ItemContent nothing = ItemContent.none(data.train().items());
    TwoTowerTrainer towers = newUserTowers();
    newUsers(data, "two-tower, no traits", towers.train(data.train(), Progress.NONE));
    newUsers(data, "two-tower", towers.train(data.train(), nothing, data.traits(), Progress.NONE));
  }

  private void newUsers(NewUsers data, String name, RetrievalTrainer trainer) {
    newUsers(data, name, trainer.train(data.train(), Progress.NONE));
  }

  private void newUsers(NewUsers data, String name, RetrievalModel model) {
    for (int events : EVENTS) {
      out.printf(" %.4f", data.ndcg(model, events));
    }
    out.printf("   ");
    for (int events : EVENTS) {
      out.printf(" %.4f", data.recall(model, events));
    }
    out.printf("   %s%n", name);
  }

  private void newItems(NewItems data) {
    EmbeddingModel model = newItemTowers().train(data.train(), data.known(), Progress.NONE);
    float[] added = model.contentVectors(data.added()).orElseThrow();
    int[] rows =
        IntStream.range(0, data.train().rows())
            .filter(row -> !data.relevant().get(row).isEmpty())
            .toArray();
    int items = data.train().items() + data.added().items();
    out.printf(
        "%n%s: %d of %d items new, %d rows tested, recall@%d%n",
        data.name(), data.added().items(), items, rows.length, NEW_ITEMS_K);
    float[] everybody = everybody(model, data, rows);
    out.printf("among all items: random %.4f, popular 0%n", (double) NEW_ITEMS_K / items);
    out.printf("  towers %.4f%n", among(model.itemVectors(), added, model, data, rows));
    out.printf("among new items: random %.4f%n", (double) NEW_ITEMS_K / data.added().items());
    out.printf("  same list for everybody %.4f%n", sameList(added, everybody, data, rows));
    out.printf("  towers %.4f%n", among(new float[0], added, model, data, rows));
  }

  /** Returns the mean vector of all rows. */
  private static float[] everybody(EmbeddingModel model, NewItems data, int[] rows) {
    float[] sum = new float[model.factors()];
    for (int row : rows) {
      Kernel.FASTEST.axpy(1f / rows.length, model.foldIn(data.history(row)), 0, sum, 0, sum.length);
    }
    return sum;
  }

  private static double sameList(float[] added, float[] vector, NewItems data, int[] rows) {
    int[] list = TopK.of(Kernel.FASTEST.products(added, vector), NEW_ITEMS_K);
    return Arrays.stream(rows)
        .mapToDouble(row -> recall(list, 0, data.relevant().get(row)))
        .average()
        .orElse(0);
  }

  /** Returns the recall of lists of known items, in front, and new ones. */
  private static double among(
      float[] known, float[] added, EmbeddingModel model, NewItems data, int[] rows) {
    return Arrays.stream(rows)
        .parallel()
        .mapToDouble(
            row -> {
              float[] vector = model.foldIn(data.history(row));
              float[] front = Kernel.FASTEST.products(known, vector);
              for (int column : front.length > 0 ? data.history(row).columns() : new int[0]) {
                front[column] = Float.NEGATIVE_INFINITY;
              }
              float[] back = Kernel.FASTEST.products(added, vector);
              float[] scores = Arrays.copyOf(front, front.length + back.length);
              System.arraycopy(back, 0, scores, front.length, back.length);
              return recall(TopK.of(scores, NEW_ITEMS_K), front.length, data.relevant().get(row));
            })
        .average()
        .orElse(0);
  }

  private static double recall(int[] list, int firstNew, Set<Integer> relevant) {
    double hits = Arrays.stream(list).filter(place -> relevant.contains(place - firstNew)).count();
    return hits / relevant.size();
  }
}
