package io.cairn.training;

import io.cairn.core.Progress;
import io.cairn.models.RankingTrainer;
import io.cairn.models.TrainedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Searches for better hyperparameters of a ranking model within a time: random search with
 * successive halving. For use by one thread; trainers use all cores.
 *
 * <p>The configured hyperparameters are tried first. Then {@value #CANDIDATES} are drawn, and learn
 * from the newest ninth of the lists; the best third of them learns anew from the newest third, and
 * the best third of these from all; and so again with others until the time is used up. Best are
 * those with the highest NDCG@10 on the validation lists. Where the time runs short, the rest of a
 * rung is left out, so that the best of it still learns from all lists. A ninth or third of less
 * than {@value #LISTS_MIN} lists tells too little: these rungs are larger then, or left out.
 *
 * <p>Only at the end the best is compared with the configured one on the test lists.
 *
 * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson, Talwalkar. Non-stochastic Best Arm
 *     Identification and Hyperparameter Optimization. AISTATS 2016, successive halving, of which
 *     this keeps a third in place of a half, and grows the examples in place of the iterations</a>
 */
final class HyperparameterSearch {
  private static final int CANDIDATES = 9;
  private static final int KEPT = 3;
  private static final int LISTS_MIN = 200;

  /** How many times as long as the configured ones others are expected to take. */
  private static final double SLOWER = 1.5;

  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  /** Among more, the best is the one that suits the validation lists by chance. */
  private static final int CANDIDATES_MAX = 1_000;

  private final RankerFit fit;
  private final RankerJudge judge;
  private final SearchSettings settings;
  private final Progress progress;

  HyperparameterSearch(
      RankerFit fit, RankerJudge judge, SearchSettings settings, Progress progress) {
    this.fit = fit;
    this.judge = judge;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Searches until the time is used up or the search is stopped.
   *
   * @param configured with which the search begins
   * @throws IllegalArgumentException if the examples do not suit the configured trainer
   * @throws CancellationException if it is stopped before the configured trainer was tried
   */
  SearchReport search(
      String name, TrainingSettings.RankerSettings configured, RankingExampleSet examples) {
    return new Run(name, configured, examples).report();
  }

  /** A trial and its model. */
  private record Tried(Trial trial, TrainedModel.Ranker ranker) {}

  /** One search. For use by one thread. */
  private final class Run {
    private final String name;
    private final TrainingSettings.RankerSettings configured;
    private final RankingExampleSet examples;
    private final SpilledLists.Part training;
    private final long begun = settings.nanoClock().getAsLong();
    private final SplittableRandom random = new SplittableRandom(settings.seed());
    private final List<Trial> trials = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Optional<Tried> best = Optional.empty();

    Run(String name, TrainingSettings.RankerSettings configured, RankingExampleSet examples) {
      this.name = name;
      this.configured = configured;
      this.examples = examples;
      training =
          fit.training(
              configured,
              examples,
              (step, done, total) -> progress.at(name + ": " + step, done, total));
    }

    SearchReport report() {
      Tried first = tried(configured.trainer(), training.size(), FOREVER);
      best = Optional.of(first);
      halveUntilOver();
      long seconds = Math.max(1, elapsed().toSeconds());
      progress.at(step(), seconds, seconds);
      Tried last = best.orElse(first);
      RankerReport judged =
          judge.judge(
              last.ranker(),
              last.trial().isConfigured() ? Optional.empty() : Optional.of(first.ranker()),
              examples,
              new TrainingSettings.Gate(0, false));
      return new SearchReport(name, training.size(), trials, last.trial(), judged, notes());
    }

    private void halveUntilOver() {
      try {
        for (int drawn = 0; drawn < CANDIDATES_MAX && isTimeFor(rungs()[0]); drawn += CANDIDATES) {
          halve();
        }
      } catch (CancellationException _) {
        // the time is used up: what was tried until now counts
      }
    }

    /** Draws candidates, and lets ever fewer of them learn from ever more lists. */
    private void halve() {
      List<RankingTrainer> candidates =
          Stream.generate(() -> HyperparameterSpace.draw(configured.trainer(), random))
              .limit(CANDIDATES)
              .toList();
      for (int lists : rungs()) {
        List<Trial> rung = new ArrayList<>();
        for (RankingTrainer candidate : candidates) {
          if (lists == training.size() || isTimeFor(lists)) {
            tryOut(candidate, lists).ifPresent(rung::add);
          }
        }
        candidates = rung.isEmpty() ? candidates : bestThird(rung);
      }
    }

    /** Returns how many lists are learned from on each rung, ascending; the last is all. */
    private int[] rungs() {
      int all = training.size();
      return IntStream.of(all / KEPT / KEPT, all / KEPT, all)
          .map(lists -> Math.min(all, Math.max(lists, LISTS_MIN)))
          .distinct()
          .toArray();
    }

    private static List<RankingTrainer> bestThird(List<Trial> rung) {
      return rung.stream()
          .sorted(Comparator.comparingDouble(Trial::ndcg).reversed())
          .limit((rung.size() + KEPT - 1) / KEPT)
          .map(Trial::trainer)
          .toList();
    }

    /** Whether there is time to learn from so many lists, and then once from all. */
    private boolean isTimeFor(int lists) {
      double trainings = 1 + (double) lists / training.size();
      double needed = SLOWER * trainings * trials.getFirst().took().toNanos();
      return settings.budget().minus(elapsed()).toNanos() > needed;
    }

    /** Returns the trial; empty where the hyperparameters do not suit the examples. */
    private Optional<Trial> tryOut(RankingTrainer trainer, int lists) {
      try {
        Tried tried = tried(trainer, lists, settings.budget());
        boolean isBest =
            lists == training.size()
                && best.filter(b -> b.trial().ndcg() >= tried.trial().ndcg()).isEmpty();
        best = isBest ? Optional.of(tried) : best;
        return Optional.of(tried.trial());
      } catch (IllegalArgumentException e) {
        failures.add(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    /** Learns and measures; given up at the deadline, as the time since the search began. */
    private Tried tried(RankingTrainer trainer, int lists, Duration deadline) {
      Duration start = elapsed();
      goOn(deadline);
      TrainedModel.Ranker ranker =
          fit.fit(
              name,
              configured.withTrainer(trainer),
              training.newest(lists),
              examples,
              (_, _, _) -> goOn(deadline));
      double ndcg = judge.ndcg(ranker, examples.validation());
      Duration took = elapsed().minus(start);
      Trial trial = new Trial(trainer, trials.isEmpty(), lists, ndcg, took);
      trials.add(trial);
      return new Tried(trial, ranker);
    }

    private void goOn(Duration deadline) {
      if (settings.isStopped().getAsBoolean() || elapsed().compareTo(deadline) >= 0) {
        throw new CancellationException(
            "the search was stopped before the configured hyperparameters were tried");
      }
      progress.at(step(), seconds(), settings.budget().toSeconds());
    }

    private Duration elapsed() {
      return Duration.ofNanos(settings.nanoClock().getAsLong() - begun);
    }

    /** Returns the seconds so far, at most one less than all, which is for the end. */
    private long seconds() {
      return Math.min(elapsed().toSeconds(), settings.budget().toSeconds() - 1);
    }

    private String step() {
      String found =
          best.map(
                  b ->
                      ", best ndcg@10 %.4f of %d trials".formatted(b.trial().ndcg(), trials.size()))
              .orElse("");
      return "seconds of tuning " + name + found;
    }

    private List<String> notes() {
      List<String> notes = new ArrayList<>(examples.notes());
      if (trials.stream().noneMatch(t -> !t.isConfigured() && t.lists() == training.size())) {
        notes.add(
            "there was no time for others to learn from all lists: allow more than %d s"
                .formatted(settings.budget().toSeconds()));
      }
      if (!failures.isEmpty()) {
        notes.add("%d trials failed, such as: %s".formatted(failures.size(), failures.getFirst()));
      }
      return notes;
    }
  }
}
