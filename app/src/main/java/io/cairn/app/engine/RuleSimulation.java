package io.cairn.app.engine;

import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.Rule;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.recommender.Course;
import io.cairn.recommender.Loss;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surface;
import io.cairn.recommender.ranking.Explanation;
import io.cairn.recommender.reranking.Effect;
import io.cairn.training.ListMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes lists that were shown once more, with the rules that hold and with other ones beside them,
 * and compares the two. Both are made from the rows and models as they are now, so neither is the
 * list that was shown. Nothing is recorded. For use by one thread.
 */
public final class RuleSimulation {
  /** What counts for a change that no rule made to one of the two items. */
  public static final String MOVED = "moved up or down because of others";

  private static final String CLICK = "click";
  private static final String CLICK_RATE = "item_ctr";

  private final Engine engine;
  private final Recommender before;
  private final Recommender after;
  private final Set<String> changed = new HashSet<>();
  private final Map<String, Long> slotsByRule = new TreeMap<>();
  private long slots;
  private long slotsChanged;
  private long listsShort;

  /**
   * What lists are like.
   *
   * @param coverage the share of the catalogue that they show, in [0, 1]
   * @param diversity the mean distance of the categories of two items of a list, in [0, 1]
   * @param clicks how many clicks are predicted for a list; {@link Double#NaN} where nothing
   *     predicts them
   */
  public record Figures(double coverage, double diversity, double clicks) {}

  /**
   * What came of it.
   *
   * @param lists how many were made
   * @param skipped how many could not be, since it is not known what was asked for
   * @param listsShort how many the new rules leave with fewer items than the old ones
   * @param slotsByRule how many places each rule changed
   * @param clicksBy what predicts clicks
   */
  public record Report(
      int lists,
      int skipped,
      long listsShort,
      long slots,
      long slotsChanged,
      Map<String, Long> slotsByRule,
      String clicksBy,
      Figures before,
      Figures after) {}

  /**
   * Prepares.
   *
   * @param rules put beside those that hold; one of the same id is replaced
   */
  public RuleSimulation(Engine engine, List<Rule> rules) {
    this.engine = engine;
    List<Rule> holding = engine.recommender().rulebook().rules();
    before = engine.withRules(holding);
    Map<String, Rule> all = new LinkedHashMap<>();
    holding.forEach(rule -> all.put(rule.id(), rule));
    for (Rule rule : rules) {
      if (!rule.equals(all.put(rule.id(), rule))) {
        changed.add(rule.id());
      }
    }
    after = engine.withRules(List.copyOf(all.values()));
  }

  /** Makes the lists. */
  public Report run(List<Event.Impression> shown, Progress progress) {
    Lists old = new Lists();
    Lists made = new Lists();
    int lists = 0;
    for (Event.Impression impression : shown) {
      Optional<RecommendationRequest> request = request(impression);
      if (request.isPresent()) {
        Recommendation one = before.preview(request.get());
        Recommendation other = after.preview(request.get());
        compare(one, other);
        old.add(before, one);
        made.add(after, other);
        lists++;
      }
      progress.at("making lists again", lists, shown.size());
    }
    progress.at("making lists again", lists, lists);
    ListMetrics metrics = metrics();
    return new Report(
        lists,
        shown.size() - lists,
        listsShort,
        slots,
        slotsChanged,
        slotsByRule,
        old.by,
        old.figures(metrics),
        made.figures(metrics));
  }

  /** Returns what was asked for; empty where it is not known, or there is no such surface now. */
  private Optional<RecommendationRequest> request(Event.Impression shown) {
    Surface surface = before.surfaces().get(shown.surface());
    Event.Asked asked = shown.asked();
    int count = asked.isKnown() ? asked.count() : shown.shown().size();
    if (surface == null || count == 0 || (surface.needsSeeds() && asked.seeds().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new RecommendationRequest(
            shown.request(),
            shown.surface(),
            shown.visitor(),
            asked.seeds(),
            count,
            shown.context(),
            asked.exclude(),
            shown.time(),
            asked.rules()));
  }

  private void compare(Recommendation old, Recommendation made) {
    List<ItemId> was = items(old);
    List<ItemId> is = items(made);
    Map<ItemId, Loss> losses = made.trace().course().losses();
    slots += Math.max(was.size(), is.size());
    listsShort += is.size() < was.size() ? 1 : 0;
    for (int place = 0; place < Math.max(was.size(), is.size()); place++) {
      Optional<ItemId> one = at(was, place);
      Optional<ItemId> other = at(is, place);
      if (!one.equals(other)) {
        slotsChanged++;
        String why =
            one.flatMap(item -> Optional.ofNullable(losses.get(item)).map(Loss::step))
                .filter(changed::contains)
                .or(() -> other.flatMap(item -> effect(made.trace().course(), item)))
                .or(() -> one.flatMap(item -> effect(made.trace().course(), item)))
                .orElse(MOVED);
        slotsByRule.merge(why, 1L, Long::sum);
      }
    }
  }

  private Optional<String> effect(Course course, ItemId item) {
    return course.effects().stream()
        .filter(effect -> effect.item().equals(item) && changed.contains(effect.step()))
        .map(Effect::step)
        .findFirst();
  }

  private static Optional<ItemId> at(List<ItemId> items, int place) {
    return place < items.size() ? Optional.of(items.get(place)) : Optional.empty();
  }

  private static List<ItemId> items(Recommendation made) {
    return made.items().stream().map(item -> item.candidate().item()).toList();
  }

  private ListMetrics metrics() {
    Map<ItemId, Set<String>> categories = new HashMap<>();
    int[] showable = {0};
    engine
        .store()
        .scan(
            EntityKey.Kind.ITEM,
            (_, row) -> {
              Optional<CatalogueEntry> entry = engine.features().entry(row);
              showable[0] += entry.filter(CatalogueEntry::isShowable).isPresent() ? 1 : 0;
              entry.ifPresent(
                  e -> categories.put(e.item().id(), Set.copyOf(e.item().categories())));
            });
    return new ListMetrics(Math.max(showable[0], 1), categories, Map.of(), 1);
  }

  /** Lists of one kind, as far as figures need them. */
  private static final class Lists {
    private final List<List<ItemId>> lists = new ArrayList<>();
    private double clicks;
    private String by = "nothing predicts clicks";

    void add(Recommender recommender, Recommendation made) {
      lists.add(items(made));
      if (!made.items().isEmpty()) {
        clicks += clicks(recommender.explain(made));
      }
    }

    /** Returns what the ranker predicts, else what happened to the items until now. */
    private double clicks(Explanation explanation) {
      boolean isPredicted = explanation.predictions().columns().contains(CLICK);
      FeatureMatrix matrix = isPredicted ? explanation.predictions() : explanation.features();
      int column = matrix.columns().indexOf(isPredicted ? CLICK : CLICK_RATE);
      if (column < 0) {
        return Double.NaN;
      }
      by = isPredicted ? explanation.ranker() : "the feature " + CLICK_RATE;
      double sum = 0;
      for (int row = 0; row < matrix.rows(); row++) {
        float click = matrix.row(row)[column];
        sum += Float.isNaN(click) ? 0 : click;
      }
      return sum;
    }

    Figures figures(ListMetrics metrics) {
      double diversity =
          lists.stream()
              .mapToDouble(list -> metrics.diversity(list, list.size()))
              .average()
              .orElse(0);
      return new Figures(
          metrics.coverage(lists, Integer.MAX_VALUE),
          diversity,
          lists.isEmpty() ? Double.NaN : clicks / lists.size());
    }
  }
}
