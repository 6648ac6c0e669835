package io.cairn.recommender;

import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.retrieval.CandidateSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place that shows lists, and the sources that it asks.
 *
 * @param name such as {@code home}
 * @param needsSeeds whether a request must say which items the list is about
 * @param sources asked side by side
 * @param fallback asked only where the others have too little; the first that fills the list wins
 * @param reorderings applied one after the other
 * @param placements all hold at every place
 * @param explorer draws who takes some places; empty where nothing is left to chance
 * @param relax the gates and placements that may be let go where the list is not full, in order
 */
public record Surface(
    String name,
    boolean needsSeeds,
    List<CandidateSource> sources,
    List<CandidateSource> fallback,
    List<Control<Reordering>> reorderings,
    List<Control<Placement>> placements,
    Optional<Control<Explorer>> explorer,
    List<String> relax) {
  /** Copies the lists. */
  public Surface {
    sources = List.copyOf(sources);
    fallback = List.copyOf(fallback);
    reorderings = List.copyOf(reorderings);
    placements = List.copyOf(placements);
    relax = List.copyOf(relax);
  }

  /** Returns every source once, those of the fallback last. */
  List<CandidateSource> all() {
    Set<CandidateSource> all = new LinkedHashSet<>(sources);
    all.addAll(fallback);
    return List.copyOf(all);
  }
}
