package io.cairn.benchmarks;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.ContextFeature;
import io.cairn.features.Feature;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.features.LinearRate;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.RateFeature;
import io.cairn.models.Calibration;
import io.cairn.models.ModelArtifact;
import io.cairn.models.RankingModel;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Reranker;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.SourceSettings;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One policy in one {@link DriftingWorld}: the path that serves makes a list, people click on what
 * they see, and both are in the log before the next request. For use by one thread.
 */
final class ExplorationLoop {
  static final RateFeature.Prior PRIOR = new RateFeature.Prior(0.1, 10);

  private static final Duration HALF_LIFE = Duration.ofDays(7);
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final String CLICK = "click";
  private static final String IMPRESSION = "impression";

  /** A new item on its way: a bad one, or a good one that belongs to the best. */
  static final class Arrival {
    private final DriftingWorld.Fate fate;
    private final int request;
    private int shown;
    private int shownUntilKnown = -1;

    Arrival(DriftingWorld.Fate fate, int request) {
      this.fate = fate;
      this.request = request;
    }

    DriftingWorld.Fate fate() {
      return fate;
    }

    /** Returns the request before which it came. */
    int request() {
      return request;
    }

    /** Returns how often it was shown within the time. */
    int shown() {
      return shown;
    }

    /** Returns after how many times it was among the best by its rate; -1 where it was not. */
    int shownUntilKnown() {
      return shownUntilKnown;
    }
  }

  /** For how many requests an arrival is followed. */
  static final int FOLLOWED = 2_000;

  private final DriftingWorld world;
  private final SplittableRandom random;
  private final FeatureSet features;
  private final MemoryFeatureStore store = new MemoryFeatureStore();
  private final MemoryEventLog log = new MemoryEventLog();
  private final FeatureFolder folder;
  private final Recommender recommender;
  private final List<Event> pending = new ArrayList<>();
  private final Map<String, Arrival> followed = new HashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  ExplorationLoop(Optional<Explorer> explorer, long seed) {
    world = new DriftingWorld(seed);
    random = new SplittableRandom(-seed);
    features = features(explorer.flatMap(Explorer::learnsFrom));
    folder = new FeatureFolder(features, store, log);
    Surroundings around =
        new Surroundings(Runnable::run, 1, () -> 0, (_, impression) -> pending.add(impression));
    recommender =
        Recommender.of(pipeline(explorer), List.of(ranker(features)), features, store, around);
    world.arms().forEach(this::came);
    append();
  }

  /** Returns the rate that orders lists, and another one that an explorer wants. */
  private static FeatureSet features(Optional<String> wanted) {
    List<ContextFeature> inputs = new ArrayList<>();
    for (int segment = 1; segment < DriftingWorld.SEGMENTS; segment++) {
      inputs.add(new ContextFeature.SegmentIs("of-" + segment, "region", "region-" + segment));
    }
    List<Feature> features = new ArrayList<>();
    features.add(
        new RateFeature.NeighborRate(
            "neighbor_ctr", "category", CLICK, IMPRESSION, PRIOR, 10, HALF_LIFE));
    features.add(
        new RateFeature.SegmentRate(
            "segment_ctr", List.of("region"), CLICK, IMPRESSION, PRIOR, 20, HALF_LIFE));
    features.add(new LinearRate("linear_ctr", inputs, CLICK, IMPRESSION, PRIOR, HALF_LIFE));
    String other = wanted.orElse("");
    features.removeIf(f -> !f.name().equals("neighbor_ctr") && !f.name().equals(other));
    return new FeatureSet(
        new FeatureSettings(
            new EventWeights(Map.of(), 1, 0, 5), 1, 1, List.of(), HALF_LIFE, HALF_LIFE, List.of()),
        features);
  }

  private static PipelineSettings pipeline(Optional<Explorer> explorer) {
    Map<String, Reranker> rerankers = new TreeMap<>();
    explorer.ifPresent(one -> rerankers.put("explore", one));
    return new PipelineSettings(
        DriftingWorld.ITEMS,
        Duration.ofHours(1),
        Duration.ZERO,
        0,
        DriftingWorld.ITEMS,
        new PipelineSettings.Learned(List.of("by-rate"), "neighbor_ctr"),
        new PipelineSettings.Fusion(5, Map.of(), 1),
        Map.of("all", new SourceSettings.Chart(Charts.Chart.ARRIVALS)),
        rerankers,
        Map.of(
            "home",
            new PipelineSettings.SurfaceSettings(
                false,
                List.of("all"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                explorer.map(_ -> "explore"),
                Optional.empty())));
  }

  /** Returns a model that says nothing: the formula takes the rate alone. */
  private static TrainedModel.Ranker ranker(FeatureSet features) {
    TrainingRun run = new TrainingRun("none", 0, new TrainingSet(0, 0, 0, 0, 0), "", Instant.EPOCH);
    return new TrainedModel.Ranker(
        new ModelArtifact("by-rate", 1, "none", run, Map.of()),
        new Silent(features.columns()),
        List.of(Calibration.platt(1, 0)));
  }

  private record Silent(List<String> columns) implements RankingModel {
    @Override
    public List<String> objectives() {
      return List.of(CLICK);
    }

    @Override
    public FeatureMatrix score(FeatureMatrix matrix) {
      return new FeatureMatrix(objectives(), matrix.rows(), new float[matrix.rows()]);
    }

    @Override
    public FeatureMatrix contributions(FeatureMatrix matrix, int objective) {
      throw new UnsupportedOperationException("it says nothing");
    }

    @Override
    public void write(DataOutput out) throws IOException {
      throw new UnsupportedOperationException("it is not kept");
    }
  }

  /** What came of a run. */
  @SuppressWarnings("ArrayRecordComponent") // numbers to print; identity is never compared
  record Outcome(double[] regrets, double clicks, List<Arrival> arrivals) {}

  /**
   * Plays.
   *
   * @return with the regret until every {@code step}th request
   */
  Outcome play(int requests, int step) {
    double[] regrets = new double[requests / step];
    double regret = 0;
    double clicks = 0;
    for (int request = 0; request < requests; request++) {
      for (DriftingWorld.Change change : world.next(request)) {
        came(change.came());
        pending.add(new Event.ItemRemoved(id(), now, new ItemId(change.went().name())));
        follow(change.came(), request);
        Arrival gone = followed.remove(change.went().name());
        arrivals.remove(gone);
        append();
      }
      int segment = random.nextInt(DriftingWorld.SEGMENTS);
      Visitor visitor = Visitor.of(new SessionId("session-" + random.nextInt(1_000)));
      Context context = new Context("", "", "region-" + segment, 0, Optional.empty());
      Recommendation made = recommend(visitor, context, request);
      double expected = 0;
      for (Recommended item : made.items()) {
        double rate = world.arm(item.candidate().item().value()).rate(segment);
        expected += rate;
        if (random.nextDouble() < rate) {
          clicks++;
          pending.add(
              new Event.Interaction(
                  id(), now, visitor, item.candidate().item(), CLICK, 1, context));
        }
      }
      follow(made, request);
      append();
      regret += world.best(segment) - expected;
      if ((request + 1) % step == 0) {
        regrets[request / step] = regret;
      }
    }
    return new Outcome(regrets, clicks, arrivals);
  }

  private Recommendation recommend(Visitor visitor, Context context, int request) {
    now = now.plus(STEP);
    return recommender.recommend(
        new RecommendationRequest(
            new RequestId("request-" + request),
            "home",
            visitor,
            List.of(),
            DriftingWorld.PLACES,
            context,
            Set.of(),
            now));
  }

  private void follow(DriftingWorld.Arm came, int request) {
    boolean isBest = world.rank(came) <= DriftingWorld.PLACES;
    if (came.fate() == DriftingWorld.Fate.BAD
        || (came.fate() == DriftingWorld.Fate.GOOD && isBest)) {
      Arrival arrival = new Arrival(came.fate(), request);
      followed.put(came.name(), arrival);
      arrivals.add(arrival);
    }
  }

  private void follow(Recommendation made, int request) {
    List<String> best =
        made.trace().course().steps().getFirst().candidates().stream()
            .limit(DriftingWorld.PLACES)
            .map(candidate -> candidate.item().value())
            .toList();
    followed.values().removeIf(arrival -> request - arrival.request > FOLLOWED);
    for (Recommended item : made.items()) {
      Arrival arrival = followed.get(item.candidate().item().value());
      if (arrival != null) {
        arrival.shown++;
        boolean isKnown = best.contains(item.candidate().item().value());
        if (isKnown && arrival.shownUntilKnown < 0) {
          arrival.shownUntilKnown = arrival.shown;
        }
      }
    }
  }

  private void came(DriftingWorld.Arm arm) {
    Item item =
        new Item(
            new ItemId(arm.name()),
            Map.of(),
            List.of("category-" + arm.category()),
            true,
            Optional.of(now));
    pending.add(new Event.ItemUpdated(id(), now, item));
  }

  private EventId id() {
    return new EventId("event-" + log.end() + "-" + pending.size());
  }

  private void append() {
    log.append(pending);
    folder.catchUp(List.copyOf(pending), log.end());
    pending.clear();
  }
}
