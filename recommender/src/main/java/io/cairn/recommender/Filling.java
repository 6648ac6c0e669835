package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.RecommendationRequest;
import io.cairn.recommender.ranking.ReciprocalRankFusion;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Query;
import java.util.List;

/**
 * Fills lists that are not full: with what fallbacks propose, and then by letting go what may be
 * relaxed. Safe for use by multiple threads.
 */
record Filling(Retrieval retrieval, ReciprocalRankFusion fusion) {

  /**
   * Goes on until the list is full, or nothing is left that may be shown.
   *
   * @param calls what sources did, to which is added
   */
  void fill(Draft draft, List<Trace.SourceCall> calls) {
    askFallbacks(draft, calls);
    relax(draft, calls);
    draft.list().fillWithPinned();
  }

  /** Goes on with the fallbacks, until the list is full. */
  private void askFallbacks(Draft draft, List<Trace.SourceCall> calls) {
    Query query = askingAll(draft);
    for (CandidateSource fallback : draft.surface().fallback()) {
      if (draft.list().isFull()) {
        return;
      }
      draft.list().fillWith(ordered(List.of(fallback), query, calls));
    }
  }

  /** Lets go what may be relaxed, one after the other, until the list is full. */
  private void relax(Draft draft, List<Trace.SourceCall> calls) {
    for (String name : draft.list().relaxations()) {
      if (draft.list().isFull()) {
        return;
      }
      Query query = askingAll(draft);
      List<Candidate> candidates =
          draft
              .rules()
              .relax(name)
              .map(wider -> ordered(draft.surface().all(), query.within(wider), calls))
              .orElse(List.of());
      draft.list().relax(name, candidates);
    }
  }

  /** Returns the query of a page that asks for the pages before it, too. */
  private static Query askingAll(Draft draft) {
    RecommendationRequest request = draft.query().request();
    int all = draft.list().end();
    return all == request.count() ? draft.query() : draft.query().asking(request.withCount(all));
  }

  /** Returns what sources propose, best first by fusion. */
  private List<Candidate> ordered(
      List<CandidateSource> asked, Query query, List<Trace.SourceCall> calls) {
    Retrieval.Result more = retrieval.retrieve(asked, query);
    calls.addAll(more.calls());
    return fusion.rank(query, more.candidates()).candidates();
  }
}
