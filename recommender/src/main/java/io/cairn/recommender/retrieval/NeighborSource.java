package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Proposal;
import io.cairn.features.Profile;
import io.cairn.models.ItemToItemModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Proposes the neighbours of some items, the anchors: those of the page, or the last ones of the
 * history. An item near several anchors scores the sum of its similarities, each times the weight
 * of the anchor; it is there because of the anchor that adds most. Immutable.
 */
public record NeighborSource(
    String name, ItemVocabulary items, ItemToItemModel model, Anchors anchors)
    implements CandidateSource {

  /** Which items the neighbours are of. */
  public enum Anchors {
    /** The seeds of the request: the item of the page, or the basket. */
    SEEDS,
    /** The last item of the history that was not disliked. */
    LAST,
    /** The last few of them; each counts less than the one after it. */
    RECENT
  }

  private static final int RECENT_MAX = 10;
  private static final float RECENT_FADE = 0.8f;
  private static final Map<String, String> VERBS =
      Map.of(
          "view", "viewed",
          "click", "looked at",
          "cart", "put in your cart",
          "purchase", "bought",
          "like", "liked",
          "rating", "rated");

  private record Anchor(ItemId item, float weight) {}

  @Override
  public boolean isPersonal() {
    return anchors != Anchors.SEEDS;
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    ItemId anchor =
        proposal
            .because()
            .orElseThrow(() -> new IllegalArgumentException("not proposed by " + name));
    String title = titles.apply(anchor);
    if (anchors == Anchors.SEEDS) {
      return "goes with " + title;
    }
    String verb = VERBS.get(query.lastType(anchor));
    return verb == null ? "because of " + title : "because you " + verb + " " + title;
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    NeighborSums sums = new NeighborSums();
    for (Anchor anchor : anchors(query)) {
      int column = items.column(anchor.item());
      if (column != ItemVocabulary.UNKNOWN) {
        sums.add(model.neighbors(column), anchor.weight(), anchor.item());
      }
    }
    return sums.best(limit, items, query::allows);
  }

  private List<Anchor> anchors(Query query) {
    return switch (anchors) {
      case SEEDS -> query.request().seeds().stream().distinct().map(s -> new Anchor(s, 1)).toList();
      case LAST -> lastLiked(query.profile(), 1);
      case RECENT -> lastLiked(query.profile(), RECENT_MAX);
    };
  }

  /** Returns the last items that were not disliked, the last one first. */
  private static List<Anchor> lastLiked(Profile profile, int limit) {
    List<Anchor> liked = new ArrayList<>(limit);
    float weight = 1;
    for (int i = profile.size() - 1; i >= 0 && liked.size() < limit; i--) {
      if (profile.weights()[i] > 0) {
        liked.add(new Anchor(profile.items()[i], weight));
        weight *= RECENT_FADE;
      }
    }
    return liked;
  }
}
