package io.cairn.recommender;

import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.recommender.ranking.Ranking;
import io.cairn.recommender.retrieval.Rung;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished list, and how it came about. Immutable.
 *
 * @param rung how much was known of whoever asked
 * @param personalized whether the list depends on events of this very person
 * @param whyNotPersonalized what is missing, in words for people; empty where it is personalised
 * @param basis what a model went by that ordered the list; empty where none did
 * @param models the versions of the models behind the list: the ranker's, and those of the sources
 *     that were asked; by name
 * @param part which page of the list it is
 */
public record Recommendation(
    RecommendationRequest request,
    List<Recommended> items,
    Rung rung,
    boolean personalized,
    String whyNotPersonalized,
    Optional<Ranking.Basis> basis,
    Map<String, Integer> models,
    Trace trace,
    Part part) {
  /** Copies the list and the map. */
  public Recommendation {
    items = List.copyOf(items);
    models = Map.copyOf(models);
  }

  /** Returns the list without its first items, which were on earlier pages. */
  public Recommendation since(int skipped) {
    int from = Math.min(skipped, items.size());
    List<Recommended> rest = items.subList(from, items.size());
    List<ItemId> earlier =
        items.subList(0, from).stream().map(item -> item.candidate().item()).toList();
    return new Recommendation(
        request,
        rest,
        rung,
        personalized,
        whyNotPersonalized,
        basis,
        models,
        trace.with(trace.course().after(earlier)),
        new Part(skipped, part.continues(), part.next()));
  }

  /** Returns the same as another part of its list. */
  Recommendation with(Part other) {
    return new Recommendation(
        request, items, rung, personalized, whyNotPersonalized, basis, models, trace, other);
  }
}
