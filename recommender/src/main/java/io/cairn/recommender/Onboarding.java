package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Visitor;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Row;
import io.cairn.models.ModelArtifact;
import io.cairn.models.OnboardingModel;
import io.cairn.models.OnboardingModel.Answer;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.NearDuplicates;
import io.cairn.recommender.retrieval.ScoredItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses which items to ask somebody about of whom little is known: by a trained {@link
 * OnboardingModel}, else what is popular, in many categories. What they did with items counts as
 * answers. Immutable, and safe for use by multiple threads.
 */
public final class Onboarding {
  private static final int POOL = 200;
  private static final int SPARE = 20;

  /**
   * Items to ask about.
   *
   * @param items the most telling first
   * @param answered how many items are known of whoever is asked
   * @param model what chose them; empty where they are what is popular
   */
  public record Questions(List<Item> items, int answered, Optional<ModelArtifact> model) {
    /** Copies the list. */
    public Questions {
      items = List.copyOf(items);
    }
  }

  private final Optional<TrainedModel.Retrieval> trained;
  private final Charts charts;
  private final FeatureReader reader;
  private final double overlapMin;

  /**
   * Makes it of the first model that can choose questions, if there is any.
   *
   * @param overlapMin from which share of texts in common on two items are nearly the same; 0 to
   *     ask about both
   */
  Onboarding(
      Iterable<? extends TrainedModel> models,
      Charts charts,
      FeatureReader reader,
      double overlapMin) {
    Optional<TrainedModel.Retrieval> first = Optional.empty();
    for (TrainedModel any : models) {
      if (any instanceof TrainedModel.Retrieval model
          && model.model() instanceof OnboardingModel
          && first.isEmpty()) {
        first = Optional.of(model);
      }
    }
    trained = first;
    this.charts = charts;
    this.reader = reader;
    this.overlapMin = overlapMin;
  }

  /**
   * Returns what to ask a visitor next.
   *
   * @param time the moment as of which charts are read
   * @param count how many items, at least 1; there may be fewer
   */
  public Questions questions(Visitor visitor, Instant time, int count) {
    Map<ItemId, Answer> answers = answers(visitor);
    Charts.Snapshot snapshot = charts.at(time);
    Choice choice = new Choice(answers.keySet(), count);
    trained.ifPresent(model -> choice.take(chosen(model, answers, snapshot, count)));
    List<ItemId> popular = new ArrayList<>();
    for (ScoredItem scored : snapshot.top(Charts.Chart.POPULAR)) {
      if (popular.size() < POOL + count && !answers.containsKey(scored.item())) {
        popular.add(scored.item());
      }
    }
    choice.takeDiverse(popular);
    return new Questions(
        choice.items(), answers.size(), trained.map(TrainedModel.Retrieval::artifact));
  }

  /** Returns what the user, or the session that goes on with them, said of items or did. */
  private Map<ItemId, Answer> answers(Visitor visitor) {
    List<EntityKey> keys = new ArrayList<>(2);
    visitor.session().map(EntityKey::of).ifPresent(keys::add);
    visitor.user().map(EntityKey::of).ifPresent(keys::add);
    Map<EntityKey, Row> rows = reader.store().get(keys);
    Map<ItemId, Answer> answers = new LinkedHashMap<>();
    for (EntityKey key : keys) {
      Row row = rows.getOrDefault(key, Row.EMPTY);
      RecentEvents recent = reader.features().recentEvents(row);
      for (int at = 0; at < recent.size(); at++) {
        if (recent.types()[at].equals(Event.Interaction.UNKNOWN)) {
          answers.put(recent.items()[at], Answer.UNKNOWN);
        }
      }
      Profile profile = reader.features().profile(row);
      for (int at = 0; at < profile.size(); at++) {
        answers.put(profile.items()[at], Answer.of(profile.weights()[at]));
      }
    }
    return answers;
  }

  private static List<ItemId> chosen(
      TrainedModel.Retrieval trained,
      Map<ItemId, Answer> answers,
      Charts.Snapshot snapshot,
      int count) {
    ItemVocabulary items = trained.items();
    Map<Integer, Answer> byColumn = new HashMap<>();
    answers.forEach(
        (item, answer) -> {
          int column = items.column(item);
          if (column != ItemVocabulary.UNKNOWN) {
            byColumn.put(column, answer);
          }
        });
    Set<ItemId> showable = snapshot.items();
    int[] columns =
        ((OnboardingModel) trained.model())
            .questions(byColumn, column -> showable.contains(items.item(column)), count + SPARE);
    return IntStream.of(columns).mapToObj(items::item).toList();
  }

  /** Items that are chosen one by one. For use by one thread. */
  private final class Choice {
    private final int count;
    private final Set<ItemId> refused;
    private final List<Item> chosen = new ArrayList<>();
    private final Map<String, Integer> categories = new HashMap<>();
    private final Optional<NearDuplicates> near =
        overlapMin > 0 ? Optional.of(new NearDuplicates(overlapMin)) : Optional.empty();

    Choice(Set<ItemId> refused, int count) {
      this.refused = new HashSet<>(refused);
      this.count = count;
    }

    List<Item> items() {
      return chosen;
    }

    /** Takes items in their order, but none that is nearly the same as an earlier one. */
    void take(List<ItemId> items) {
      known(items).forEach(this::offer);
    }

    /** Takes items of the categories that have the fewest so far, in their order. */
    void takeDiverse(List<ItemId> items) {
      List<Item> left = new ArrayList<>(known(items));
      while (chosen.size() < count && !left.isEmpty()) {
        int next = 0;
        for (int at = 1; at < left.size(); at++) {
          next = taken(left.get(at)) < taken(left.get(next)) ? at : next;
        }
        offer(left.remove(next));
      }
    }

    /** Returns how many were chosen of the item's category that has the most. */
    private int taken(Item item) {
      return item.categories().stream()
          .mapToInt(category -> categories.getOrDefault(category, 0))
          .max()
          .orElseGet(() -> categories.getOrDefault("", 0));
    }

    private void offer(Item item) {
      boolean isNear = near.flatMap(others -> others.near(item)).isPresent();
      if (chosen.size() < count && !isNear && refused.add(item.id())) {
        chosen.add(item);
        near.ifPresent(others -> others.add(item));
        List<String> its = item.categories().isEmpty() ? List.of("") : item.categories();
        its.forEach(category -> categories.merge(category, 1, Integer::sum));
      }
    }

    private List<Item> known(List<ItemId> items) {
      List<EntityKey> keys = items.stream().map(EntityKey::of).toList();
      Map<EntityKey, Row> rows = reader.store().get(keys);
      return keys.stream()
          .map(key -> reader.features().entry(rows.getOrDefault(key, Row.EMPTY)))
          .flatMap(Optional::stream)
          .filter(CatalogueEntry::isShowable)
          .map(CatalogueEntry::item)
          .toList();
    }
  }
}
