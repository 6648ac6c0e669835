package io.cairn.recommender;

import io.cairn.recommender.retrieval.CandidateSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A place that shows lists, and the sources that it asks.
 *
 * @param name such as {@code home}
 * @param needsSeeds whether a request must say which items the list is about
 * @param sources asked side by side
 * @param fallback asked only where the others have too little; the first that fills the list wins
 */
public record Surface(
    String name,
    boolean needsSeeds,
    List<CandidateSource> sources,
    List<CandidateSource> fallback) {
  /** Copies the lists. */
  public Surface {
    sources = List.copyOf(sources);
    fallback = List.copyOf(fallback);
  }

  /** Returns every source once, those of the fallback last. */
  List<CandidateSource> all() {
    Set<CandidateSource> all = new LinkedHashSet<>(sources);
    all.addAll(fallback);
    return List.copyOf(all);
  }
}
