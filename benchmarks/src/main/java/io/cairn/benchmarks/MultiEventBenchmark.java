package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.core.TopK;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.training.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Do views and carts help to foresee purchases? Learns from the purchases of RetailRocket alone,
 * and from views, carts and purchases together, and asks for the purchases that were held out, by
 * the hash of the pair. What somebody did with a held-out item is not learned from, whatever it
 * was; the full catalogue is ranked without what the user bought in training.
 */
public final class MultiEventBenchmark {
  private static final int K = 20;
  private static final float VIEW = 1;
  private static final float CART = 3;
  private static final float PURCHASE = 5;

  private final Map<String, Integer> users = new LinkedHashMap<>();
  private final Map<String, Integer> items = new HashMap<>();
  private final List<Map<Integer, Float>> bought = new ArrayList<>();
  private final List<Map<Integer, Float>> all = new ArrayList<>();
  private final List<Set<Integer>> heldOut = new ArrayList<>();

  /** Prints the table; the argument is the folder of the data sets. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    MultiEventBenchmark table = new MultiEventBenchmark();
    System.out.println(Machine.describe());
    Splits.ShopPairs pairs = splits.retailRocketPairs();
    pairs.purchases().forEach(table::addPurchase);
    pairs.carts().forEach(pair -> table.add(pair, CART));
    pairs.views().forEach(pair -> table.add(pair, VIEW));
    table.print();
  }

  private void addPurchase(Split.Pair pair) {
    int user = user(pair);
    int item = items.computeIfAbsent(pair.item(), _ -> items.size());
    if (Split.isTraining(pair)) {
      bought.get(user).put(item, PURCHASE);
      all.get(user).put(item, PURCHASE);
    } else {
      heldOut.get(user).add(item);
    }
  }

  private void add(Split.Pair pair, float weight) {
    int user = user(pair);
    int item = items.computeIfAbsent(pair.item(), _ -> items.size());
    if (!heldOut.get(user).contains(item)) {
      all.get(user).merge(item, weight, Float::sum);
    }
  }

  private int user(Split.Pair pair) {
    return users.computeIfAbsent(
        pair.user(),
        _ -> {
          bought.add(new LinkedHashMap<>());
          all.add(new LinkedHashMap<>());
          heldOut.add(new HashSet<>());
          return users.size();
        });
  }

  private void print() {
    int[] tested =
        IntStream.range(0, users.size())
            .filter(user -> !heldOut.get(user).isEmpty() && !bought.get(user).isEmpty())
            .toArray();
    System.out.printf(
        "retailrocket-caserec: %d users, %d items, %d users with held-out purchases%n",
        users.size(), items.size(), tested.length);
    System.out.printf(
        "recall@%d, 95 %% interval   purchases alone          views, carts, purchases   difference"
            + "%n",
        K);
    row("popular", new PopularTrainer(), tested);
    row("item-to-item", new ItemToItemTrainer(100, 10, .5, 0), tested);
    row("ease", new EaseTrainer(200), tested);
    row("als", new AlsTrainer(64, 10, 1, 40, 1), tested);
  }

  private void row(String name, RetrievalTrainer trainer, int[] tested) {
    double[] alone = recalls(trainer, bought, tested);
    double[] together = recalls(trainer, all, tested);
    double[] differences = new double[tested.length];
    for (int i = 0; i < tested.length; i++) {
      differences[i] = together[i] - alone[i];
    }
    System.out.printf(
        "%-24s  %s   %s   %s%n", name, words(alone), words(together), words(differences));
  }

  private static String words(double[] values) {
    Interval interval = Interval.bootstrap(values, 1);
    return "%+.4f (%+.4f to %+.4f)".formatted(interval.mean(), interval.low(), interval.high());
  }

  private double[] recalls(RetrievalTrainer trainer, List<Map<Integer, Float>> rows, int[] tested) {
    RetrievalModel model = trainer.train(matrix(rows), Progress.NONE);
    return IntStream.of(tested)
        .parallel()
        .mapToDouble(user -> recall(model, rows.get(user), user))
        .toArray();
  }

  private double recall(RetrievalModel model, Map<Integer, Float> row, int user) {
    float[] scores = model.score(history(row));
    bought.get(user).keySet().forEach(item -> scores[item] = Float.NEGATIVE_INFINITY);
    Set<Integer> relevant = heldOut.get(user);
    long hits = IntStream.of(TopK.of(scores, K)).filter(relevant::contains).count();
    return (double) hits / relevant.size();
  }

  private static History history(Map<Integer, Float> row) {
    int[] columns = row.keySet().stream().mapToInt(item -> item).toArray();
    float[] weights = new float[columns.length];
    for (int i = 0; i < columns.length; i++) {
      weights[i] = row.getOrDefault(columns[i], 0f);
    }
    return new History(columns, weights);
  }

  private InteractionMatrix matrix(List<Map<Integer, Float>> rows) {
    int[] starts = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      starts[row + 1] = starts[row] + rows.get(row).size();
    }
    int[] columns = new int[starts[rows.size()]];
    float[] weights = new float[columns.length];
    for (int row = 0; row < rows.size(); row++) {
      History history = history(rows.get(row));
      System.arraycopy(history.columns(), 0, columns, starts[row], history.size());
      System.arraycopy(history.weights(), 0, weights, starts[row], history.size());
    }
    return new InteractionMatrix(items.size(), starts, columns, weights, new long[columns.length]);
  }
}
