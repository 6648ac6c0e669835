package io.cairn.training;

import io.cairn.models.ExampleList;
import io.cairn.models.RankingExamples;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.ranking.RankingScore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Judges a new ranking model on the newest lists, and decides whether it may be published.
 *
 * @param formula makes one score of a model's objectives
 */
record RankerJudge(String formula) {
  private static final int K = 10;
  private static final long SEED = 1;
  private static final int RESAMPLES = 1_000;

  /**
   * Orders each list by chance, by popularity, as without a model, by the model in use, and by the
   * new one. A model in use that wants other features takes no part. Lists that were shown are
   * chosen from the top because it is the top, so that the order without a model is no measure of
   * them.
   */
  RankerReport judge(
      TrainedModel.Ranker made,
      Optional<TrainedModel.Ranker> live,
      RankingExampleSet examples,
      TrainingSettings.Gate gate) {
    Optional<RankingScore> liveScore =
        live.filter(l -> l.model().columns().equals(made.model().columns()))
            .map(l -> new RankingScore(l, formula));
    RankingScore newScore = new RankingScore(made, formula);
    Values values = new Values(examples.testSize());
    SplittableRandom random = new SplittableRandom(SEED);
    try (Stream<SpilledLists.Spilled> test = examples.test()) {
      for (SpilledLists.Spilled list : (Iterable<SpilledLists.Spilled>) test::iterator) {
        int[] grades = grades(list.examples());
        float[] chance = new float[grades.length];
        for (int row = 0; row < chance.length; row++) {
          chance[row] = (float) random.nextDouble();
        }
        values.add("random", chance, grades);
        values.add("popularity", list.baseline(0), grades);
        values.add("without model", list.baseline(1), grades);
        liveScore.ifPresent(
            score -> values.add("in use", score.scores(list.examples().features()), grades));
        values.add("new", newScore.scores(list.examples().features()), grades);
        values.size++;
      }
    }
    values.isPositionBiased = examples.isShown();
    return report(made, values, gate, live.isPresent() && liveScore.isEmpty());
  }

  /** Returns the mean NDCG@10 of a model over lists, in [0, 1]. */
  double ndcg(TrainedModel.Ranker ranker, RankingExamples examples) {
    RankingScore score = new RankingScore(ranker, formula);
    try (Stream<ExampleList> lists = examples.lists()) {
      return lists
          .mapToDouble(list -> ListNdcg.at(K, score.scores(list.features()), grades(list)))
          .average()
          .orElse(0);
    }
  }

  /** Returns how many objectives each candidate met. */
  private static int[] grades(ExampleList list) {
    int[] grades = new int[list.features().rows()];
    for (int cell = 0; cell < list.labels().length; cell++) {
      grades[cell % grades.length] += list.labels()[cell] > 0 ? 1 : 0;
    }
    return grades;
  }

  /** The NDCG of every list by contender. */
  private static final class Values {
    private final Map<String, double[]> byContender = new LinkedHashMap<>();
    private final int sizeMax;
    private int size;
    private boolean isPositionBiased;

    Values(int sizeMax) {
      this.sizeMax = sizeMax;
    }

    void add(String contender, float[] scores, int[] grades) {
      byContender.computeIfAbsent(contender, _ -> new double[sizeMax])[size] =
          ListNdcg.at(K, scores, grades);
    }
  }

  private static RankerReport report(
      TrainedModel.Ranker made, Values values, TrainingSettings.Gate gate, boolean liveIsOther) {
    Map<String, Interval> ndcg = new LinkedHashMap<>();
    values.byContender.forEach(
        (name, all) -> ndcg.put(name, Interval.bootstrap(Arrays.copyOf(all, values.size), SEED)));
    double[] fresh = Objects.requireNonNull(values.byContender.get("new"));
    double[] popularity = Objects.requireNonNull(values.byContender.get("popularity"));
    Interval overPopularity = lift(fresh, popularity, values.size);
    double[] noModel = Objects.requireNonNull(values.byContender.get("without model"));
    Interval overNoModel = lift(fresh, noModel, values.size);
    double[] live = values.byContender.get("in use");
    Interval overLive = live == null ? new Interval(0, 0, 0) : lift(fresh, live, values.size);
    String refusal = "";
    if (overPopularity.low() <= 0) {
      refusal = "it is not better than popularity: %s".formatted(words(overPopularity));
    } else if (!values.isPositionBiased && overNoModel.low() <= 0) {
      refusal = "it is not better than no model: %s".formatted(words(overNoModel));
    } else if (live != null && overLive.low() < gate.lift()) {
      refusal =
          "its lift over the model in use is %s, and the lower end must be at least %s"
              .formatted(words(overLive), percent(gate.lift()));
    }
    return new RankerReport(
        made.artifact().name(),
        values.size,
        ndcg,
        overLive,
        liveIsOther,
        gate.isOn() ? refusal : "");
  }

  private static String words(Interval lift) {
    return "%s (95 %% interval %s to %s)"
        .formatted(percent(lift.mean()), percent(lift.low()), percent(lift.high()));
  }

  private static String percent(double share) {
    return "%+.1f %%".formatted(100 * share);
  }

  /** Returns by what share the mean of one is above that of the other, over the same lists. */
  private static Interval lift(double[] ours, double[] theirs, int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] lifts = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double our = 0;
      double their = 0;
      for (int draw = 0; draw < size; draw++) {
        int list = random.nextInt(size);
        our += ours[list];
        their += theirs[list];
      }
      lifts[resample] = our / their - 1;
    }
    Arrays.sort(lifts);
    double mean = Arrays.stream(ours, 0, size).sum() / Arrays.stream(theirs, 0, size).sum() - 1;
    return new Interval(mean, lifts[RESAMPLES / 40], lifts[RESAMPLES - 1 - RESAMPLES / 40]);
  }
}
