package io.cairn.training;

import io.cairn.core.Candidate;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.features.Situation;
import io.cairn.features.VectorSpace;
import io.cairn.models.ExampleList;
import io.cairn.recommender.Recommender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Builds examples for ranking models from a log: finds lists with known outcomes, folds the log to
 * the moment of each, and reads the features of its candidates as the server read them or would
 * have read them. What happened later can only become a label. For use by one thread.
 */
final class ExampleBuilder {
  /** What lists are ordered by without a model, in the order of the numbers beside each row. */
  static final List<String> BASELINES = List.of("popularity", "without model", "position");

  private static final int TOLD_EVERY = 100;

  private final RankingHistory history;
  private final ExampleSettings settings;
  private final Outcomes outcomes;
  private final Replay replay;
  private final RollingModels rolling;
  private final PopularDraw popular;
  private final SplittableRandom random;
  private final PastModels past;

  /**
   * Begins where the replay is.
   *
   * @param rolling what proposes candidates for lists that this engine did not make, over the rows
   *     of the replay
   */
  ExampleBuilder(RankingHistory history, Replay replay, RollingModels rolling, PastModels past) {
    this.history = history;
    this.replay = replay;
    this.rolling = rolling;
    this.past = past;
    settings = history.settings();
    outcomes = history.outcomes();
    random = new SplittableRandom(history.seed());
    popular =
        new PopularDraw(replay.reader(), settings.negatives().popularityExponent(), random.split());
  }

  /** Writes the list of every moment in which anything was chosen; returns how many had nothing. */
  int writeTo(SpilledLists lists, Moments moments, Progress progress) {
    int empty = 0;
    long last = history.log().end();
    while (moments.hasNext()) {
      Moment moment = moments.next();
      replay.foldTo(moment.offset());
      Optional<SpilledLists.Spilled> list = list(moment);
      list.ifPresent(lists::add);
      empty += list.isEmpty() ? 1 : 0;
      if (lists.size() % TOLD_EVERY == 0) {
        progress.at("building examples", moment.offset(), last);
      }
    }
    progress.at("building examples", last, last);
    return empty;
  }

  private Optional<SpilledLists.Spilled> list(Moment moment) {
    if (moment.outcomes().isEmpty()) {
      return Optional.empty();
    }
    boolean isOurs = moment.asOf().isKnown();
    Optional<Recommender> recommender = isOurs ? Optional.empty() : rolling.before(moment.offset());
    List<Candidate> candidates = new ArrayList<>(candidates(moment, recommender));
    if (candidates.stream().noneMatch(c -> moment.outcomes().containsKey(c.item()))) {
      return Optional.empty();
    }
    addPopular(candidates);
    Map<String, VectorSpace> spaces =
        isOurs
            ? past.spaces(moment.asOf().models())
            : recommender.map(Recommender::spaces).orElse(Map.of());
    FeatureMatrix features = replay.reader().read(moment.occasion(), candidates, spaces).matrix();
    return Optional.of(labelled(moment, candidates, features));
  }

  private List<Candidate> candidates(Moment moment, Optional<Recommender> recommender) {
    if (moment.asOf().isKnown()) {
      return moment.shown().stream()
          .map(shown -> new Candidate(shown.item(), shown.proposals(), shown.score()))
          .toList();
    }
    return moment.shown().isEmpty()
        ? recommender.map(r -> proposed(moment, r)).orElse(List.of())
        : shown(moment, recommender);
  }

  /** Returns what another system showed, in its order, with what our sources say of it. */
  private List<Candidate> shown(Moment moment, Optional<Recommender> recommender) {
    List<ItemId> items = moment.shown().stream().map(Event.Shown::item).distinct().toList();
    Map<ItemId, Candidate> said = new HashMap<>();
    recommender.ifPresent(
        r ->
            r.candidates(request(moment), Optional.of(new HashSet<>(items)))
                .forEach(candidate -> said.put(candidate.item(), candidate)));
    return items.stream()
        .map(item -> said.getOrDefault(item, new Candidate(item, List.of(), 0)))
        .toList();
  }

  /** Returns the candidates that were chosen, and some that were not, in random order. */
  private List<Candidate> proposed(Moment moment, Recommender recommender) {
    List<Candidate> chosen = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (Candidate candidate : recommender.candidates(request(moment), Optional.empty())) {
      (moment.outcomes().containsKey(candidate.item()) ? chosen : others).add(candidate);
    }
    if (chosen.isEmpty()) {
      return List.of();
    }
    Collections.shuffle(others, new Random(random.nextLong()));
    chosen.addAll(others.subList(0, Math.min(settings.negatives().proposed(), others.size())));
    Collections.shuffle(chosen, new Random(random.nextLong()));
    return chosen;
  }

  private RecommendationRequest request(Moment moment) {
    Situation.Occasion occasion = moment.occasion();
    return new RecommendationRequest(
        new RequestId("example"),
        history.surfaceOf(occasion.surface()),
        occasion.visitor(),
        List.of(),
        1,
        occasion.context(),
        Set.of(),
        occasion.time());
  }

  private void addPopular(List<Candidate> candidates) {
    Set<ItemId> known = new HashSet<>();
    candidates.forEach(candidate -> known.add(candidate.item()));
    for (ItemId item : popular.draw(settings.negatives().popular())) {
      if (known.add(item)) {
        candidates.add(new Candidate(item, List.of(), 0));
      }
    }
  }

  private SpilledLists.Spilled labelled(
      Moment moment, List<Candidate> candidates, FeatureMatrix features) {
    int rows = candidates.size();
    int objectives = outcomes.objectives().size();
    float[] labels = new float[rows * objectives];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      Moment.Outcome outcome = moment.outcomes().get(candidates.get(row).item());
      weights[row] = outcome == null ? 1 : outcome.weight();
      for (int objective = 0; outcome != null && objective < objectives; objective++) {
        labels[objective * rows + row] = outcome.label(objective) ? 1 : 0;
      }
    }
    return new SpilledLists.Spilled(
        new ExampleList(features, labels, weights), baselines(moment, candidates));
  }

  /** Returns the popularity of each row, its place without a model, and where it was shown. */
  private float[] baselines(Moment moment, List<Candidate> candidates) {
    int rows = candidates.size();
    float[] numbers = new float[BASELINES.size() * rows];
    double[] popularity = popular.popularity(candidates, moment.occasion().time());
    for (int row = 0; row < rows; row++) {
      boolean isShown = row < moment.occasion().shown();
      numbers[row] = (float) popularity[row];
      numbers[rows + row] =
          moment.occasion().shown() > 0 ? -row : history.fused(candidates.get(row));
      numbers[2 * rows + row] = isShown ? row + 1 : 0;
    }
    return numbers;
  }
}
