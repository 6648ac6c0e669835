package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.Aggregate;
import io.cairn.features.CountFeature;
import io.cairn.features.Feature;
import io.cairn.features.FeatureSet;
import io.cairn.features.ItemFeature;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.RateFeature;
import io.cairn.features.Situation;
import io.cairn.features.SourceFeature;
import io.cairn.features.TasteFeature;
import io.cairn.features.VectorFeature;
import io.cairn.models.ExampleList;
import io.cairn.recommender.Recommender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing of an example may come from what happened after its moment, but for the label. */
final class LeakTest {
  /** How far from one half chance alone takes a column. */
  private static final double MARGIN = 0.05;

  private static final Duration WEEK = Duration.ofDays(7);

  private static final List<Feature> FEATURES =
      List.of(
          new SourceFeature.SourceScore("for_you_score", "for-you"),
          new SourceFeature.SourceRank("for_you_rank", "for-you"),
          new SourceFeature.SourceScore("similar_score", "similar-to-recent"),
          new SourceFeature.SourceProposed("by_trending", "trending"),
          new SourceFeature.SourceCount("sources"),
          new VectorFeature.VectorSimilarity(
              "like_history", List.of("als"), VectorFeature.Anchor.HISTORY, WEEK),
          new VectorFeature.VectorSimilarity(
              "like_last", List.of("als"), VectorFeature.Anchor.LAST_ITEM, WEEK),
          new ItemFeature.ItemPopularity("popularity", WEEK),
          new ItemFeature.ItemTrend("trend", Duration.ofDays(1), WEEK),
          new CountFeature.EventCount(
              "purchases", Aggregate.Subject.ITEM, "purchase", Duration.ofDays(1)),
          new CountFeature.DaysSince("last_purchase", Aggregate.Subject.ITEM, "purchase"),
          new CountFeature.DaysSinceInteraction("days_since_item"),
          new RateFeature.Rate(
              "conversion",
              Aggregate.Subject.ITEM,
              "purchase",
              "view",
              new RateFeature.Prior(0.1, 5),
              WEEK),
          new TasteFeature.Affinity("genre_affinity", "category", WEEK, 64));

  private static final FeatureSet SET = new FeatureSet(Planted.features().settings(), FEATURES);

  /** Where the lists come from. */
  enum Source {
    PROPOSED,
    FOREIGN;

    RankingHistory history() {
      return LeakTest.history(LateWorld.logs(5, this == FOREIGN).log(), examples(0.5));
    }

    /** Returns the settings; models learn once, from a share of the log. */
    ExampleSettings examples(double learnedShare) {
      return new ExampleSettings(
          this == FOREIGN ? ExampleSettings.Lists.SHOWN : ExampleSettings.Lists.PROPOSED,
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofHours(1),
          Map.of("click", new Objective(List.of("*"), 0)),
          new ExampleSettings.Negatives(LateWorld.ITEMS, 0, 0.75),
          10_000,
          1,
          learnedShare);
    }

    MomentFinder finder(RankingHistory history) {
      return this == FOREIGN
          ? new ShownLists(history.outcomes(), history.settings().window())
          : new ProposedLists(history.outcomes(), Contenders.SURFACE, history.settings());
    }
  }

  private static RankingHistory history(EventLog log, ExampleSettings examples) {
    TrainingSettings training = Planted.training();
    return new RankingHistory(
        log,
        SET,
        new TrainingSettings(
            training.basketTypes(),
            training.models(),
            examples,
            training.rankers(),
            training.gate(),
            training.every()),
        Planted.pipeline(),
        1);
  }

  @ParameterizedTest
  @EnumSource
  void examples_ofAWorldWithoutAPast_tellNothing(Source source) {
    RankingHistory history = source.history();
    RankerTraining training =
        new RankerTraining(
            history.log(),
            SET,
            history.training(),
            history.pipeline(),
            new ModelTraining.Provenance(0, history.log().end(), "test", Instant.EPOCH),
            Progress.NONE);
    try (RankingExampleSet examples =
        training.examples(Instant.MIN, 0.1, new MemoryFeatureStore(), PastModels.NONE)) {
      assertThat(telling(examples)).isEmpty();
    }
  }

  /** The same examples with models that know the whole log: the check above must see it. */
  @ParameterizedTest
  @EnumSource
  void examples_byModelsThatKnowWhatComes_areCaught(Source source) {
    RankingHistory history = source.history();
    try (Replay replay = new Replay(SET, new MemoryFeatureStore(), history.log());
        Moments moments = moments(history, source.finder(history))) {
      RankingHistory whole = history(history.log(), source.examples(0.999));
      RollingModels all = new RollingModels(whole, replay, Map.of(), Progress.NONE);
      assertThat(all.before(RollingModels.first(whole))).isPresent();
      assertThat(telling(history, replay, all, moments))
          .containsKeys("for_you_score", "similar_score", "like_last");
    }
  }

  /** The same examples from rows that have seen the choice. */
  @Test
  void examples_fromRowsOfALaterMoment_areCaught() {
    RankingHistory history = Source.FOREIGN.history();
    MomentFinder late = new Late(Source.FOREIGN.finder(history), 3);
    try (Replay replay = new Replay(SET, new MemoryFeatureStore(), history.log());
        Moments moments = moments(history, late)) {
      RollingModels rolling = new RollingModels(history, replay, Map.of(), Progress.NONE);
      assertThat(telling(history, replay, rolling, moments))
          .containsKeys("purchases", "last_purchase", "days_since_item");
    }
  }

  private static Moments moments(RankingHistory history, MomentFinder finder) {
    return new Moments(history.log(), finder, Map.of(), RollingModels.first(history));
  }

  private static Map<String, Double> telling(
      RankingHistory history, Replay replay, RollingModels models, Moments moments) {
    SpilledLists lists =
        new SpilledLists(SET.columns(), history.outcomes().names(), ExampleBuilder.BASELINES);
    new ExampleBuilder(history, replay, models, PastModels.NONE)
        .writeTo(lists, moments, Progress.NONE);
    lists.finish();
    try (RankingExampleSet examples = new RankingExampleSet(lists, 0.1, Set.of(), List.of())) {
      return telling(examples);
    }
  }

  /** Finds moments too late. */
  private record Late(MomentFinder finder, int events) implements MomentFinder {
    @Override
    public void add(long offset, Event event, Consumer<Moment> found) {
      finder.add(offset, event, moment -> found.accept(late(moment)));
    }

    @Override
    public void end(Consumer<Moment> found) {
      finder.end(moment -> found.accept(late(moment)));
    }

    private Moment late(Moment moment) {
      return new Moment(
          moment.offset() + events,
          moment.occasion(),
          moment.shown(),
          moment.asOf(),
          moment.outcomes());
    }
  }

  /**
   * Returns the columns that tell what was chosen, with how often the value of a chosen candidate
   * is above that of another one of its list: one half where it tells nothing.
   */
  private static Map<String, Double> telling(RankingExampleSet examples) {
    Map<String, Double> telling = new LinkedHashMap<>();
    for (int column = 0; column < FEATURES.size(); column++) {
      double[] aboveAndAll = new double[2];
      int at = column;
      try (Stream<ExampleList> lists = examples.training().lists()) {
        lists.forEach(list -> compare(list, at, aboveAndAll));
      }
      assertThat(aboveAndAll[1]).as("pairs").isGreaterThan(5_000);
      double share = aboveAndAll[0] / aboveAndAll[1];
      if (Math.abs(share - 0.5) > MARGIN) {
        telling.put(SET.columns().get(column), share);
      }
    }
    return telling;
  }

  private static void compare(ExampleList list, int column, double[] aboveAndAll) {
    int rows = list.features().rows();
    for (int chosen = 0; chosen < rows; chosen++) {
      for (int other = 0; other < rows; other++) {
        if (list.label(0, chosen) > 0 && list.label(0, other) == 0) {
          int order = Float.compare(value(list, chosen, column), value(list, other, column));
          aboveAndAll[0] += 0.5 + 0.5 * Integer.signum(order);
          aboveAndAll[1]++;
        }
      }
    }
  }

  /** Returns a value; a missing one is below all others. */
  private static float value(ExampleList list, int row, int column) {
    float value = list.features().row(row)[column];
    return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
  }

  @Property(tries = 15)
  void features_ofAMoment_areTheSame_whateverComesLater(
      @ForAll long seed, @ForAll @IntRange(min = 60, max = 95) int percent) {
    List<Event> events = LateWorld.logs(seed, true).stream().toList();
    int moment = events.size() * percent / 100;
    Instant time = events.get(moment).time();
    assertThat(seenAt(moment, time, changedFrom(moment, events, new Random(seed))))
        .isEqualTo(seenAt(moment, time, events));
  }

  /** Returns the same events up to the moment, and then others. */
  private static List<Event> changedFrom(int moment, List<Event> events, Random random) {
    List<Event> later = new ArrayList<>();
    for (Event event : events.subList(moment, events.size())) {
      later.add(
          random.nextBoolean()
              ? event
              : new Event.Interaction(
                  event.id(),
                  event.time().minusSeconds(random.nextInt(100_000)),
                  Visitor.of(new UserId("u" + random.nextInt(LateWorld.USERS))),
                  new ItemId("i" + random.nextInt(LateWorld.ITEMS)),
                  random.nextBoolean() ? "purchase" : "other",
                  random.nextInt(5),
                  Context.NONE));
    }
    Collections.shuffle(later, random);
    List<Event> changed = new ArrayList<>(events.subList(0, moment));
    changed.addAll(later);
    return changed;
  }

  /** Returns all that examples of some users are made of, at an offset of a log. */
  private static List<List<?>> seenAt(int moment, Instant time, List<Event> events) {
    MemoryEventLog log = new MemoryEventLog();
    log.append(events);
    RankingHistory history = history(log, Source.PROPOSED.examples(0.5));
    List<List<?>> seen = new ArrayList<>();
    try (Replay replay = new Replay(SET, new MemoryFeatureStore(), log)) {
      replay.foldTo(moment);
      Recommender recommender =
          new RollingModels(history, replay, Map.of(), Progress.NONE).before(moment).orElseThrow();
      for (int user = 0; user < 5; user++) {
        RecommendationRequest request = request(user, time);
        List<Candidate> candidates = recommender.candidates(request, Optional.empty());
        FeatureMatrix features =
            replay
                .reader()
                .read(Situation.Occasion.of(request), candidates, recommender.spaces())
                .matrix();
        assertThat(candidates).hasSizeGreaterThan(20);
        seen.add(candidates);
        seen.add(bits(features));
      }
    }
    return seen;
  }

  private static List<Integer> bits(FeatureMatrix features) {
    List<Integer> bits = new ArrayList<>();
    for (float value : features.values()) {
      bits.add(Float.floatToIntBits(value));
    }
    return bits;
  }

  private static RecommendationRequest request(int user, Instant time) {
    return new RecommendationRequest(
        new RequestId("r"),
        Contenders.SURFACE,
        Visitor.of(new UserId("u" + user)),
        List.of(),
        1,
        Context.NONE,
        Set.of(),
        time);
  }
}
