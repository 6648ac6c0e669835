package io.cairn.benchmarks;

import io.cairn.models.OnboardingTrainer;
import io.cairn.training.Interval;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Prints how good the list of a new user is after some questions, for several ways to choose them:
 * NDCG@10 over the full catalogue of MovieLens 1M. Takes the folder of the data sets, and how many
 * tenths of the users are the new ones in turn.
 */
public final class OnboardingBenchmark {
  private static final int[] STEPS = {0, 3, 5, 10};
  private static final long SEED = 1;
  private static final OnboardingTrainer TRAINER = new OnboardingTrainer(200, 12, 40);

  private final PrintStream out;

  /** What came of every user's interview, by strategy. */
  private final Map<Boolean, Map<String, List<Interviews.Outcome>>> outcomes =
      new LinkedHashMap<>();

  private OnboardingBenchmark(PrintStream out) {
    this.out = out;
  }

  /** Prints both tables. */
  public static void main(String[] arguments) {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    int tenths = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    OnboardingBenchmark tables =
        new OnboardingBenchmark(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    tables.out.println(Machine.describe());
    tables.out.printf("%s, %d tenths of the users new in turn%n", TRAINER, tenths);
    List<Splits.Rating> ratings = splits.movieLens1mRatings();
    for (int tenth = 0; tenth < tenths; tenth++) {
      tables.interview(Interviews.of(ratings, tenth, TRAINER));
    }
    tables.print();
  }

  private void interview(Interviews interviews) {
    for (boolean isHeldOut : new boolean[] {true, false}) {
      interviews
          .strategies()
          .forEach(
              (name, questions) ->
                  outcomes
                      .computeIfAbsent(isHeldOut, _ -> new LinkedHashMap<>())
                      .computeIfAbsent(name, _ -> new ArrayList<>())
                      .addAll(
                          interviews.added().parallelStream()
                              .map(user -> interviews.outcome(user, questions, STEPS, isHeldOut))
                              .toList()));
    }
  }

  private void print() {
    outcomes.forEach(
        (isHeldOut, byStrategy) -> {
          out.printf(
              "%n%s%nNDCG@10 after%s%n",
              isHeldOut
                  ? "to be found: the liked among a held-out quarter of what a user knows"
                  : "to be found: all liked items that were not asked about",
              header());
          byStrategy.forEach((name, all) -> row(name, all, List.of()));
          difference(byStrategy, "tree", "entropy × popularity");
          difference(byStrategy, "tree", "most popular");
          difference(byStrategy, "entropy × popularity", "most popular");
        });
  }

  private static String header() {
    StringBuilder header = new StringBuilder();
    for (int step : STEPS) {
      header.append("%25d".formatted(step));
    }
    return header.append("   likes known").toString();
  }

  /** Prints a strategy or, where there is another, how much better it is, user by user. */
  private void difference(
      Map<String, List<Interviews.Outcome>> byStrategy, String one, String other) {
    row(
        "%s - %s".formatted(one, other),
        Objects.requireNonNull(byStrategy.get(one)),
        Objects.requireNonNull(byStrategy.get(other)));
  }

  private void row(String name, List<Interviews.Outcome> all, List<Interviews.Outcome> than) {
    StringBuilder row = new StringBuilder("%-22s".formatted(name));
    for (int step = 0; step < STEPS.length; step++) {
      int its = step;
      double[] values =
          IntStream.range(0, all.size())
              .mapToDouble(
                  user ->
                      all.get(user).ndcg()[its] - (than.isEmpty() ? 0 : than.get(user).ndcg()[its]))
              .filter(Double::isFinite)
              .toArray();
      Interval mean = Interval.bootstrap(values, SEED);
      row.append("   %+.4f [%+.4f, %+.4f]".formatted(mean.mean(), mean.low(), mean.high()));
    }
    if (than.isEmpty()) {
      for (int step = 0; step < STEPS.length; step++) {
        int its = step;
        row.append(
            "  %.2f".formatted(all.stream().mapToDouble(o -> o.likes()[its]).average().orElse(0)));
      }
    }
    out.println(row);
  }
}
