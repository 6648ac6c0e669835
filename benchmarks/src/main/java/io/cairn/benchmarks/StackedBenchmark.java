package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.GfCfTrainer;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.MarkovTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.SequenceTrainer;
import io.cairn.models.SequenceTrainer.Encoder;
import io.cairn.models.SessionKnnTrainer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prints how well several models, with a ranker over them or fused by their ranks alone, find what
 * people want, beside each of the models alone, on public splits over the full catalogue. Takes the
 * folder of the data sets and, to print some tables only, their names.
 */
public final class StackedBenchmark {
  private static final int PROPOSALS = 100;
  private static final int NEXT_K = 10;
  private static final int LESSONS_MAX = 4_000;
  private static final long SEED = 1;

  private static final SequenceTrainer MOVIELENS_NEXT =
      new SequenceTrainer(Encoder.TRANSFORMER, 64, 2, 2, 200, .1, 25, .002, 0, 8, 1024, 25, SEED);

  private static final SequenceTrainer SESSION_GRU =
      new SequenceTrainer(Encoder.GRU, 96, 1, 1, 20, .3, 8, .003, 0, 128, 2048, 8, SEED);

  private static final SequenceTrainer SHOP_NEXT =
      new SequenceTrainer(Encoder.TRANSFORMER, 64, 2, 2, 50, .5, 30, .001, 0, 128, 2048, 30, SEED);
  private static final List<String> TABLES =
      List.of("movielens", "gowalla", "retailrocket-sessions", "ml-1m-next", "beauty-next");

  private final Splits splits;
  private final PrintStream out;

  private StackedBenchmark(Splits splits, PrintStream out) {
    this.splits = splits;
    this.out = out;
  }

  /** Prints the tables. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    StackedBenchmark tables =
        new StackedBenchmark(splits, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    tables.out.println(Machine.describe());
    List<String> named =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    (named.isEmpty() ? TABLES : named).forEach(tables::print);
  }

  private void print(String table) {
    switch (table) {
      case "movielens" -> table(splits.movieLens1m().shuffled(SEED), movieLens());
      case "gowalla" -> table(splits.gowalla().shuffled(SEED), gowalla());
      case "retailrocket-sessions" -> sessions(splits.retailRocketSessions());
      case "ml-1m-next" -> next(splits.movieLens1mNext(), MOVIELENS_NEXT);
      case "beauty-next" -> next(splits.beautyNext(), SHOP_NEXT);
      default ->
          throw new IllegalArgumentException("no table %s, there are %s".formatted(table, TABLES));
    }
  }

  private static SortedMap<String, RetrievalTrainer> movieLens() {
    SortedMap<String, RetrievalTrainer> trainers = new TreeMap<>();
    trainers.put(Stack.POPULAR, new PopularTrainer());
    trainers.put("ease", new EaseTrainer(600));
    trainers.put("als", new AlsTrainer(64, 10, 40, 4, 1));
    trainers.put("gf-cf", new GfCfTrainer(128, 8, SEED));
    trainers.put("item-to-item", new ItemToItemTrainer(100, 10, .5, 0));
    trainers.put("two-tower", TwoTowerBenchmark.knownItemTowers());
    return trainers;
  }

  private static SortedMap<String, RetrievalTrainer> gowalla() {
    SortedMap<String, RetrievalTrainer> trainers = new TreeMap<>();
    trainers.put("als", new AlsTrainer(128, 8, 100, 40, SEED));
    trainers.put("gf-cf", new GfCfTrainer(512, 8, SEED));
    trainers.put("item-to-item", new ItemToItemTrainer(300, 0, .3, .7));
    return trainers;
  }

  private void table(Split split, SortedMap<String, RetrievalTrainer> trainers) {
    Split inner = split.heldOut(SEED);
    out.printf(
        "%n%s: %d rows, %d items, %d rows tested; %d rows lend a fifth of their items to the"
            + " ranker%n",
        split.name(), split.train().rows(), split.train().items(), split.tested(), inner.tested());
    out.printf("recall@20  ndcg@20   train s%n");
    Stack.Ranked learned =
        stack(trainers, inner.train()).learn(ranker(), inner.wishes(), Progress.NONE);
    SortedMap<String, RetrievalModel> models = new TreeMap<>();
    trainers.forEach(
        (name, trainer) -> {
          long start = System.nanoTime();
          RetrievalModel model = trainer.train(split.train(), Progress.NONE);
          row(name, RankingQuality.of(model::score, split), start);
          models.put(name, model);
        });
    long start = System.nanoTime();
    Stack whole = Stack.of(models, split.train(), PROPOSALS, false);
    row("fused", RankingQuality.of(whole::fuse, split), start);
    Stack.Ranked ranked = new Stack.Ranked(whole, learned.ranker());
    row("stacked", RankingQuality.of(ranked::score, split), start);
  }

  private static Stack stack(
      SortedMap<String, RetrievalTrainer> trainers, InteractionMatrix train) {
    SortedMap<String, RetrievalModel> models = new TreeMap<>();
    trainers.forEach((name, trainer) -> models.put(name, trainer.train(train, Progress.NONE)));
    return Stack.of(models, train, PROPOSALS, false);
  }

  /**
   * The next item: no model has seen the item before the last, which teaches the ranker; it is part
   * of the history when the last is asked for.
   */
  private void next(Split split, SequenceTrainer transformer) {
    SortedMap<String, RetrievalTrainer> trainers = new TreeMap<>();
    trainers.put(Stack.POPULAR, new PopularTrainer());
    trainers.put("markov", new MarkovTrainer());
    trainers.put("item-to-item", new ItemToItemTrainer(100, 10, .5, 0));
    trainers.put("als", new AlsTrainer(64, 10, 40, 4, 1));
    trainers.put("session-knn", new SessionKnnTrainer(500, 5_000, 3));
    trainers.put("transformer", transformer);
    Split inner = split.withoutLast();
    List<Stack.Wish> wishes = new ArrayList<>(inner.wishes());
    Collections.shuffle(wishes, new Random(SEED));
    List<Stack.Wish> lessons = wishes.subList(0, Math.min(LESSONS_MAX, wishes.size()));
    out.printf(
        "%n%s: %d rows, %d items, %d rows tested; %d rows teach the ranker%nhr@10   ndcg@10  s%n",
        split.name(), split.train().rows(), split.train().items(), split.tested(), lessons.size());
    SortedMap<String, RetrievalModel> models = new TreeMap<>();
    trainers.forEach(
        (name, trainer) -> {
          long start = System.nanoTime();
          RetrievalModel model = trainer.train(inner.train(), Progress.NONE);
          row(name, RankingQuality.of(model::score, split, NEXT_K), start);
          models.put(name, model);
        });
    long start = System.nanoTime();
    Stack.Ranked ranked =
        Stack.of(models, inner.train(), PROPOSALS, false).learn(ranker(), lessons, Progress.NONE);
    row("stacked", RankingQuality.of(ranked::score, split, NEXT_K), start);
  }

  /** Sessions: the last tenth of those to learn from teaches the ranker. */
  private void sessions(SessionSplit split) {
    SortedMap<String, RetrievalTrainer> trainers = new TreeMap<>();
    trainers.put("markov", new MarkovTrainer());
    trainers.put("item-to-item", new ItemToItemTrainer(100, 10, .5, 0));
    trainers.put("session-knn", new SessionKnnTrainer(500, 5_000, 3));
    trainers.put("gru", SESSION_GRU);
    SessionSplit.Inner inner = split.inner();
    out.printf(
        "%n%s: %d sessions, %d beginnings tested, %d teach the ranker%nrecall@20  mrr@20   s%n",
        split.name(), split.train().rows(), split.beginnings().size(), inner.wishes().size());
    Stack.Ranked learned =
        Stack.of(models(trainers, inner.train()), inner.train().matrix(), PROPOSALS, true)
            .learn(ranker(), inner.wishes(), Progress.NONE);
    SortedMap<String, RetrievalModel> models = new TreeMap<>();
    trainers.forEach(
        (name, trainer) -> {
          long start = System.nanoTime();
          RetrievalModel model = split.train().train(trainer);
          sessionRow(name, SessionQuality.of(model, split), start);
          models.put(name, model);
        });
    long start = System.nanoTime();
    Stack whole = Stack.of(models, split.train().matrix(), PROPOSALS, true);
    Stack.Ranked ranked = new Stack.Ranked(whole, learned.ranker());
    sessionRow("stacked", SessionQuality.of(ranked::score, split), start);
  }

  private static SortedMap<String, RetrievalModel> models(
      SortedMap<String, RetrievalTrainer> trainers, SessionRows train) {
    SortedMap<String, RetrievalModel> models = new TreeMap<>();
    trainers.forEach((name, trainer) -> models.put(name, train.train(trainer)));
    return models;
  }

  private void sessionRow(String name, SessionQuality quality, long start) {
    out.printf(
        "   %.4f   %.4f  %8.1f  %s%n",
        quality.recall(), quality.reciprocal(), (System.nanoTime() - start) / 1e9, name);
  }

  private static GbdtTrainer ranker() {
    return new GbdtTrainer(
        GbdtTrainer.Loss.LOG_LOSS, new GbdtTrainer.TreeGrowth(6, 1, 5, .8, .8), 500, .05, 30, SEED);
  }

  private void row(String name, RankingQuality quality, long start) {
    out.printf(
        "   %.4f   %.4f  %8.1f  %s%n",
        quality.recall(), quality.ndcg(), (System.nanoTime() - start) / 1e9, name);
  }
}
