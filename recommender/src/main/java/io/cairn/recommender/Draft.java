package io.cairn.recommender;

import io.cairn.recommender.ranking.Ranking;
import io.cairn.recommender.retrieval.Query;
import java.util.List;
import java.util.Optional;

/**
 * A list whose candidates are in order, but not placed yet. For use by one thread.
 *
 * @param calls what the sources of the surface did
 * @param basis what a model went by that ordered the candidates; empty where none did
 */
record Draft(
    Surface surface,
    Query query,
    Composition list,
    List<Trace.SourceCall> calls,
    Trace.RankerCall ranker,
    Optional<Ranking.Basis> basis) {}
