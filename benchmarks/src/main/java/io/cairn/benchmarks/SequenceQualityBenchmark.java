package io.cairn.benchmarks;

import io.cairn.core.Progress;
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
import java.util.Arrays;
import java.util.List;

/**
 * How well sequence models tell the next item over the full catalogue, beside plain models and
 * figures that were measured elsewhere on the same files, and how fast they learn. Takes the folder
 * of the data sets, and the names of those to print; without names, all.
 *
 * <p>Of each row everything but the last item is training. When to stop is told by the last items
 * of training of a tenth of its rows, which the model that is judged has not learned from; its
 * hyperparameters are fixed here.
 */
public final class SequenceQualityBenchmark {
  private static final int K = 10;
  private static final long SEED = 1;

  private final PrintStream out;
  private final Splits splits;

  private SequenceQualityBenchmark(PrintStream out, Splits splits) {
    this.out = out;
    this.splits = splits;
  }

  /** Prints the tables. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets");
    List<String> names =
        arguments.length > 1
            ? Arrays.asList(arguments).subList(1, arguments.length)
            : List.of("ml-1m", "beauty", "toys", "sessions");
    SequenceQualityBenchmark tables =
        new SequenceQualityBenchmark(
            new PrintStream(System.out, true, StandardCharsets.UTF_8), new Splits(folder));
    tables.out.println(Machine.describe());
    names.forEach(tables::print);
  }

  private void print(String name) {
    switch (name) {
      case "ml-1m" -> movieLens(splits.movieLens1mNext());
      case "beauty" ->
          shop(splits.beautyNext(), "ItemKNN .069 .040, Markov .076 .050, EASE .078 .043");
      case "toys" ->
          shop(splits.toysNext(), "Markov .082 .056, ItemKNN .084 .050, ICLRec .083 .048");
      case "sessions" -> {
        sessions(splits.retailRocketSessions(), "last item .349 .182, V-SKNN .559 .270");
        sessions(splits.yoochooseSessions(), "last item .581 .346, V-SKNN .683 .347");
      }
      default ->
          throw new IllegalArgumentException(
              "no data set " + name + ": choose among ml-1m, beauty, toys and sessions");
    }
  }

  private void movieLens(Split split) {
    plain(split, "Markov .214 .126; GRU4Rec .281 .165, SASRec .315 .182, HSTU-large .329 .189");
    next(
        split,
        new SequenceTrainer(Encoder.GRU, 96, 1, 1, 200, .2, 12, .003, 0, 32, 1024, 12, SEED));
    next(
        split,
        new SequenceTrainer(
            Encoder.TRANSFORMER, 64, 2, 2, 200, .1, 25, .002, 0, 8, 1024, 25, SEED));
  }

  private void shop(Split split, String elsewhere) {
    plain(split, elsewhere);
    next(
        split,
        new SequenceTrainer(
            Encoder.TRANSFORMER, 64, 2, 2, 50, .5, 30, .001, 0, 128, 2048, 30, SEED));
  }

  private void plain(Split split, String elsewhere) {
    int items = split.train().items();
    out.printf(
        "%n%s: %d rows, %d items, %d cells, %d tested; random %.4f%nelsewhere: %s%n",
        split.name(),
        split.train().rows(),
        items,
        split.train().cells(),
        split.tested(),
        (double) K / items,
        elsewhere);
    out.println("hr@10   ndcg@10  seconds  cells/s  ms a list (all cores)  trainer");
    next(split, new PopularTrainer());
    next(split, new MarkovTrainer());
    next(split, new ItemToItemTrainer(100, 10, .5, 0));
  }

  /** Trains a model, and prints how it ranks the last items among those not in their rows. */
  private void next(Split split, RetrievalTrainer trainer) {
    long start = System.nanoTime();
    RetrievalModel model = trainer.train(split.train(), Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    long listed = System.nanoTime();
    RankingQuality quality = RankingQuality.of(model::score, split, K);
    double millis = (System.nanoTime() - listed) / 1e6 / split.tested();
    out.printf(
        "%.4f  %.4f   %7.0f  %7.0f  %9.2f  %s%n",
        quality.recall(),
        quality.ndcg(),
        seconds,
        speed(split.train().cells(), trainer, seconds),
        millis,
        trainer);
  }

  private void sessions(SessionSplit split, String elsewhere) {
    out.printf(
        "%n%s: %d sessions, %d items, %d events, %d beginnings tested%nelsewhere: %s%n",
        split.name(),
        split.train().rows(),
        split.train().matrix().items(),
        split.train().events().events().size(),
        split.beginnings().size(),
        elsewhere);
    out.println("recall@20  mrr@20  seconds  cells/s  ms a list (all cores)  trainer");
    session(split, new PopularTrainer());
    session(split, new MarkovTrainer());
    session(split, new SessionKnnTrainer(500, 5_000, 3));
    session(
        split, new SequenceTrainer(Encoder.GRU, 96, 1, 1, 20, .3, 8, .003, 0, 128, 2048, 8, SEED));
  }

  private void session(SessionSplit split, RetrievalTrainer trainer) {
    long start = System.nanoTime();
    RetrievalModel model = split.train().train(trainer);
    double seconds = (System.nanoTime() - start) / 1e9;
    long listed = System.nanoTime();
    SessionQuality quality = SessionQuality.of(model, split);
    double millis = (System.nanoTime() - listed) / 1e6 / split.next().size();
    out.printf(
        "   %.4f  %.4f  %7.0f  %7.0f  %9.2f  %s%n",
        quality.recall(),
        quality.reciprocal(),
        seconds,
        speed(split.train().events().events().size(), trainer, seconds),
        millis,
        trainer);
  }

  /** Returns how many cells are read in a second, those of each epoch counted. */
  private static double speed(int cells, RetrievalTrainer trainer, double seconds) {
    int epochs = trainer instanceof SequenceTrainer sequence ? sequence.epochs() : 1;
    return epochs * (double) cells / seconds;
  }
}
