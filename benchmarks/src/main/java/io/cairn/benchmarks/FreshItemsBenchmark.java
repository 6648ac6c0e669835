package io.cairn.benchmarks;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.ContentTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.recommender.retrieval.FreshItems;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Prints how soon an item that came after training is found by those who want it, by how many
 * people it had before: a tenth of the films is kept from training, then people choose these films
 * one by one in a drawn order, and before each choice the film is ranked among all. Takes the
 * folder of the data sets.
 */
public final class FreshItemsBenchmark {
  private static final int K = 100;
  private static final int EVENTS_MAX = 20_000;
  private static final long SEED = 1;

  /** The ends of the ranges of people before, each exclusive. */
  private static final int[] ENDS = {1, 3, 10, 30, 100, Integer.MAX_VALUE};

  private final PrintStream out;

  private FreshItemsBenchmark(PrintStream out) {
    this.out = out;
  }

  /** Prints the tables. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    FreshItemsBenchmark tables =
        new FreshItemsBenchmark(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    tables.out.println(Machine.describe());
    tables.table(splits.movieTweetingsNewItems());
    tables.table(splits.movieLens1mNewItems());
  }

  /** Somebody chooses a new item. */
  private record Choice(int row, int item) {}

  private void table(NewItems data) {
    List<Choice> choices = new ArrayList<>();
    for (int row = 0; row < data.train().rows(); row++) {
      for (int item : data.relevant().get(row)) {
        choices.add(new Choice(row, item));
      }
    }
    Collections.shuffle(choices, new Random(SEED));
    int items = data.train().items() + data.added().items();
    out.printf(
        "%n%s: share of %d choices among the first %d of %d; random %.3f; by people before%n",
        data.name(), Math.min(EVENTS_MAX, choices.size()), K, items, (double) K / items);
    out.printf("    0  1-2  3-9  10-29  30-99  100-%n");
    EmbeddingModel als = new AlsTrainer(64, 10, 40, 4, SEED).train(data.train(), Progress.NONE);
    EmbeddingModel towers =
        TwoTowerBenchmark.newItemTowers().train(data.train(), data.known(), Progress.NONE);
    EmbeddingModel content =
        new ContentTrainer(256, SEED).train(data.train(), data.known(), Progress.NONE);
    row("als, folded in from the people before", data, als, choices);
    row("two-tower, by content", data, towers, choices);
    row("content", data, content, choices);
  }

  private void row(String name, NewItems data, EmbeddingModel model, List<Choice> choices) {
    FreshItems fresh = new FreshItems(model);
    float[] added =
        model
            .contentVectors(data.added())
            .orElseGet(() -> new float[data.added().items() * model.factors()]);
    int[] before = new int[data.added().items()];
    int[] found = new int[ENDS.length];
    int[] asked = new int[ENDS.length];
    for (Choice choice : choices.subList(0, Math.min(EVENTS_MAX, choices.size()))) {
      float[] user = model.foldIn(data.history(choice.row()));
      int range = range(before[choice.item()]++);
      asked[range]++;
      found[range] += isFound(model.itemVectors(), added, user, data, choice) ? 1 : 0;
      fresh
          .touched(new ItemId("" + choice.item()), choice.row(), user, 1)
          .ifPresent(vector -> set(added, choice.item(), vector));
    }
    StringBuilder line = new StringBuilder();
    for (int range = 0; range < ENDS.length; range++) {
      line.append(" %.3f".formatted((double) found[range] / asked[range]));
    }
    out.println(line + "  " + name);
  }

  private static void set(float[] vectors, int item, float[] vector) {
    System.arraycopy(vector, 0, vectors, item * vector.length, vector.length);
  }

  private static int range(int before) {
    int range = 0;
    while (before >= ENDS[range]) {
      range++;
    }
    return range;
  }

  private static boolean isFound(
      float[] known, float[] added, float[] user, NewItems data, Choice choice) {
    float[] front = Kernel.FASTEST.products(known, user);
    for (int column : data.history(choice.row()).columns()) {
      front[column] = Float.NEGATIVE_INFINITY;
    }
    float[] back = Kernel.FASTEST.products(added, user);
    int better = 0;
    for (float score : front) {
      better += score >= back[choice.item()] ? 1 : 0;
    }
    for (float score : back) {
      better += score > back[choice.item()] ? 1 : 0;
    }
    return better < K;
  }
}
