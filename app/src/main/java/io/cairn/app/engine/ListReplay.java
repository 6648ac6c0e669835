package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Rule;
import io.cairn.events.EventLog;
import io.cairn.events.SqliteRules;
import io.cairn.features.FeatureSet;
import io.cairn.index.IndexPlan;
import io.cairn.index.UpdatableIndex;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.retrieval.ModelIndexes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes lists again that were shown, from the log and the published models: rows, charts, chance
 * and silent sources are as they were, and nobody waits for a source. The configuration is the
 * present one. For use by one thread.
 */
public final class ListReplay implements AutoCloseable {

  /*
   * A list is made from rows that are read several times, while events come in; its impression says
   * as of which offset each reading was. Rows of the past go forward only, so charts, which are
   * older than the request most often, are made first, and the path then reads as of one recorded
   * offset after the other.
   */

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration NEVER = Duration.ofDays(36_500);
  private static final int CHUNK = 50_000;

  /** What may be where nothing is known to be. */
  private static final String UNKNOWN_REASON =
      "the configuration or the version of Cairn may be another than then, or items may have come"
          + " after the models";

  /** What may be of another page than the first. */
  private static final String LATER_PAGE_REASON =
      "it was a later page of a list: what changed after its first page is not recorded, nor what"
          + " was asked to be left out of the pages between, and chance draws among other items";

  private final EngineConfig config;
  private final Home home;
  private final FeatureSet features;
  private final Map<String, TrainedModel> inUse;
  private final Progress progress;
  private final PastRows rows;

  ListReplay(Home home, EngineConfig config, Map<String, TrainedModel> inUse, Progress progress) {
    this.home = home;
    this.config = config;
    this.inUse = inUse;
    this.progress = progress;
    features = config.featureSet();
    rows = new PastRows(features, home.log(), progress);
  }

  /** Begins; nothing is read yet. */
  public static ListReplay of(Home home, EngineConfig config, Progress progress) {
    return new ListReplay(home, config, Map.of(), progress);
  }

  /** Returns what was recorded of a request, looked for from the end of the log on. */
  public Optional<Event.Impression> find(RequestId request) {
    long end = home.log().end();
    for (long to = end; to > 0; to -= CHUNK) {
      long from = Math.max(0, to - CHUNK);
      progress.at("looking for the request", end - from, end);
      Optional<Event.Impression> found = find(request, from, to);
      if (found.isPresent()) {
        progress.at("looking for the request", end, end);
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Event.Impression> find(RequestId request, long from, long to) {
    try (Stream<Event> events = home.log().read(from)) {
      return events
          .limit(to - from)
          .filter(Event.Impression.class::isInstance)
          .map(Event.Impression.class::cast)
          .filter(shown -> shown.request().equals(request))
          .findFirst();
    }
  }

  /**
   * Makes a list again. What is returned can be asked further until this is closed, or makes
   * another list.
   *
   * @throws IllegalArgumentException if it cannot be made again: another system made it, or the
   *     configuration has no such surface any more; says why
   */
  public ReplayedList replay(Event.Impression shown) {
    Event.AsOf asOf = shown.asOf();
    if (!asOf.isKnown() || !shown.asked().isKnown()) {
      throw new IllegalArgumentException(
          "request %s cannot be made again: the log does not say what was asked for and from what"
              .concat(" the list was made, as another system or an earlier version made it")
              .formatted(shown.request()));
    }
    List<String> reasons = new ArrayList<>();
    Map<String, TrainedModel> models = models(asOf.models(), reasons);
    PastReads reads = new PastReads(rows);
    Recommender recommender =
        Recommender.of(settings(), models.values(), features, reads, surroundings(asOf));
    List<Rule> rules = new SqliteRules(home.file()).at(asOf.rules()).plain();
    recommender.rulebook().follow(asOf.rules(), rules);
    asOf.making()
        .charts()
        .ifPresent(
            charts -> {
              rows.goTo(charts.offset() < 0 ? asOf.offset() : charts.offset());
              recommender.makeCharts(charts.time());
              if (charts.offset() < 0) {
                reasons.add("the charts were made while events came in");
              }
            });
    List<Long> offsets = asOf.making().reads();
    rows.goTo(offsets.isEmpty() ? asOf.offset() : offsets.getFirst());
    recommender.freshCatalogue().findArrivals();
    recommender.freshCatalogue().findTouched(from -> interactions(from, asOf.offset()));
    reads.begin(offsets);
    Recommendation made =
        recommender.preview(request(shown), shown.asked().beside()).since(shown.asked().skipped());
    List<String> differences = differences(shown, made);
    if (shown.asked().continues().isPresent()) {
      reasons.add(LATER_PAGE_REASON);
    }
    if (reasons.isEmpty()) {
      reasons.add(UNKNOWN_REASON);
    }
    return new ReplayedList(
        shown, made, recommender, reads, differences, differences.isEmpty() ? List.of() : reasons);
  }

  private Map<String, TrainedModel> models(Map<String, Integer> versions, List<String> reasons) {
    Map<String, TrainedModel> models = new TreeMap<>();
    versions.forEach(
        (name, version) -> {
          TrainedModel known = inUse.get(name);
          if (known != null && known.artifact().version() == version) {
            models.put(name, known);
            return;
          }
          try {
            progress.at("loading models, %s %d".formatted(name, version), models.size(), -1);
            models.put(name, home.registry().load(name, version));
          } catch (IllegalArgumentException | UncheckedIOException e) {
            reasons.add("model %s %d is gone: %s".formatted(name, version, e.getMessage()));
          }
        });
    return models;
  }

  private PipelineSettings settings() {
    return config.pipeline().withDeadline(PATIENCE).withChartsRefresh(NEVER);
  }

  private Surroundings surroundings(Event.AsOf asOf) {
    ModelIndexes indexes =
        new ModelIndexes(
            new IndexFolder(home.indexes(), true, IndexPlan::of, _ -> {}),
            new UpdatableIndex.Rebuilds(Runnable::run, _ -> {}));
    return new Surroundings(
        Runnable::run,
        1,
        System::nanoTime,
        (_, _) -> {},
        indexes,
        Set.copyOf(asOf.making().silent()),
        0);
  }

  private Stream<Event.Interaction> interactions(long from, long to) {
    EventLog log = home.log();
    Stream<Event> events = log.read(Math.min(from, log.end()));
    return events
        .limit(Math.max(0, to - from))
        .filter(Event.Interaction.class::isInstance)
        .map(Event.Interaction.class::cast)
        .onClose(events::close);
  }

  /**
   * Returns what was asked for; of a later page all that stands before it too, as of the first,
   * where what was to be left out of the later page may stand on the first.
   */
  private RecommendationRequest request(Event.Impression shown) {
    Event.Asked asked = shown.asked();
    Optional<Event.Impression> first = asked.continues().flatMap(this::find);
    Set<ItemId> exclude = new HashSet<>(asked.exclude());
    first.ifPresent(page -> page.shown().forEach(item -> exclude.remove(item.item())));
    return new RecommendationRequest(
        asked.continues().orElse(shown.request()),
        shown.surface(),
        shown.visitor(),
        asked.seeds(),
        asked.skipped() + asked.count(),
        shown.context(),
        exclude,
        first.orElse(shown).time(),
        asked.rules());
  }

  private static List<String> differences(Event.Impression shown, Recommendation made) {
    List<Recommended> again = made.items();
    List<String> differences = new ArrayList<>();
    if (again.size() != shown.shown().size()) {
      differences.add(
          "%d items were shown, made again are %d".formatted(shown.shown().size(), again.size()));
    }
    for (int at = 0; at < Math.min(again.size(), shown.shown().size()); at++) {
      Event.Shown was = shown.shown().get(at);
      Recommended is = again.get(at);
      if (!was.item().equals(is.candidate().item())) {
        differences.add(
            "at place %d was %s, is %s".formatted(at + 1, was.item(), is.candidate().item()));
      } else {
        compare("score", was.item() + "", was.score(), is.candidate().score(), differences);
        compare("propensity", was.item() + "", was.propensity(), is.propensity(), differences);
      }
    }
    return differences;
  }

  private static void compare(
      String what, String item, float was, float is, List<String> differences) {
    if (Float.floatToIntBits(was) != Float.floatToIntBits(is)) {
      differences.add("the %s of %s was %s, is %s".formatted(what, item, was, is));
    }
  }

  /** Deletes the rows. */
  @Override
  public void close() {
    rows.close();
  }
}
