package io.cairn.benchmarks;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Kernel;
import io.cairn.core.Progress;
import io.cairn.index.IndexPlan;
import io.cairn.index.VectorTable;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.GfCfTrainer;
import io.cairn.models.History;
import io.cairn.models.RetrievalTrainer;
import io.cairn.recommender.retrieval.EmbeddingSource;
import io.cairn.recommender.retrieval.Interests;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints what several vectors a history change: how much of what was wanted is among the first 20
 * and 100 items, of all of it and of what belongs to the smallest interest of a row, and how many
 * rows are shown anything of that interest. What a row's interests are, and to which of them an
 * item belongs, a judge says that is not among the models: a GF-CF of 64 factors, which divides
 * each history into three; rows of one piece are not asked about their smallest. MovieLens 1M in
 * the split of LCFN. Takes the folder of the data sets.
 */
public final class InterestsBenchmark {
  private static final int SHORT = 20;
  private static final int LONG = 100;
  private static final int JUDGED = 3;
  private static final long SEED = 1;

  /**
   * What came of one row.
   *
   * @param recallShort of the first 20 items
   * @param recallLong of the first 100
   * @param recallSmall of the first 100, of what belongs to the smallest interest; NaN if nothing
   * @param shown whether any of the first 20 belongs to the smallest interest; NaN if the row is of
   *     one piece
   */
  private record Outcome(double recallShort, double recallLong, double recallSmall, double shown) {}

  private final Split split;
  private final EmbeddingModel judge;
  private final ItemVocabulary items;
  private final List<List<float[]>> judged;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private InterestsBenchmark(Split split) {
    this.split = split;
    judge = new GfCfTrainer(64, 12, SEED).train(split.train(), Progress.NONE);
    items = new ItemVocabulary(IntStream.range(0, judge.items()).mapToObj(this::id).toList());
    judged = IntStream.range(0, split.train().rows()).parallel().mapToObj(this::judged).toList();
  }

  /** Returns the direction of each interest of a row, the smallest last. */
  private List<float[]> judged(int row) {
    return Interests.of(judge, split.history(row), JUDGED).stream().map(this::direction).toList();
  }

  private ItemId id(int column) {
    return new ItemId(Integer.toString(column));
  }

  /** Prints the table. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    InterestsBenchmark table = new InterestsBenchmark(splits.movieLens1m().shuffled(SEED));
    table.out.println(Machine.describe());
    table.out.printf("%s: %d rows tested%n", table.split.name(), table.split.tested());
    table.out.printf(
        "interests  recall@20  recall@100  smallest: recall@100  shown@20  ms a row%n");
    table.rows(new AlsTrainer(64, 10, 40, 4, SEED));
    table.rows(TwoTowerBenchmark.knownItemTowers());
  }

  private void rows(RetrievalTrainer trainer) {
    out.println(trainer);
    EmbeddingModel model = (EmbeddingModel) trainer.train(split.train(), Progress.NONE);
    VectorTable vectors = VectorTable.of(items.items(), model.itemVectors(), model.factors());
    for (int interests : new int[] {1, 3, 5}) {
      row(
          new EmbeddingSource(
              "source", items, model, IndexPlan.of(vectors).build(vectors, SEED), interests));
    }
  }

  private void row(EmbeddingSource source) {
    long start = System.nanoTime();
    List<Outcome> outcomes =
        IntStream.range(0, split.train().rows())
            .filter(row -> !split.relevant().get(row).isEmpty())
            .mapToObj(row -> outcome(source, row))
            .toList();
    double millis = (System.nanoTime() - start) / 1e6 / outcomes.size();
    out.printf(
        "%9d     %.4f      %.4f                %.4f    %.4f  %8.2f%n",
        source.interests(),
        mean(outcomes.stream().map(Outcome::recallShort)),
        mean(outcomes.stream().map(Outcome::recallLong)),
        mean(outcomes.stream().map(Outcome::recallSmall)),
        mean(outcomes.stream().map(Outcome::shown)),
        millis);
  }

  private static double mean(Stream<Double> values) {
    return values
        .filter(Double::isFinite)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  private Outcome outcome(EmbeddingSource source, int row) {
    History history = split.history(row);
    BitSet known = new BitSet();
    IntStream.of(history.columns()).forEach(known::set);
    int[] list =
        source.near(history, LONG, item -> !known.get(items.column(item))).stream()
            .mapToInt(scored -> items.column(scored.item()))
            .toArray();
    int[] wanted = split.relevant().get(row).stream().mapToInt(item -> item).toArray();
    List<float[]> directions = judged.get(row);
    if (directions.size() == 1) {
      return new Outcome(
          recall(list, wanted, SHORT), recall(list, wanted, LONG), Double.NaN, Double.NaN);
    }
    int[] wantedOfSmall = IntStream.of(wanted).filter(i -> isOfLast(directions, i)).toArray();
    boolean isShown = IntStream.of(list).limit(SHORT).anyMatch(i -> isOfLast(directions, i));
    return new Outcome(
        recall(list, wanted, SHORT),
        recall(list, wanted, LONG),
        recall(list, wantedOfSmall, LONG),
        isShown ? 1 : 0);
  }

  private static double recall(int[] list, int[] wanted, int places) {
    double hits =
        IntStream.of(list)
            .limit(places)
            .filter(item -> IntStream.of(wanted).anyMatch(other -> other == item))
            .count();
    return hits / wanted.length;
  }

  /** Returns the judge's vector of an interest, of length 1. */
  private float[] direction(History interest) {
    float[] vector = judge.foldIn(interest);
    double square = Kernel.FASTEST.dot(vector, 0, vector, 0, vector.length);
    float[] direction = new float[vector.length];
    Kernel.FASTEST.axpy((float) (1 / Math.sqrt(square)), vector, 0, direction, 0, vector.length);
    return direction;
  }

  /** Whether an item is nearer to the last direction than to any other. */
  private boolean isOfLast(List<float[]> directions, int item) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < directions.size(); place++) {
      float[] direction = directions.get(place);
      int from = item * direction.length;
      double along = Kernel.FASTEST.dot(judge.itemVectors(), from, direction, 0, direction.length);
      best = along > most ? place : best;
      most = Math.max(most, along);
    }
    return best == directions.size() - 1;
  }
}
