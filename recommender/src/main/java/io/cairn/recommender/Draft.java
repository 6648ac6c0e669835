package io.cairn.recommender;

import io.cairn.recommender.ranking.Ranking;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.rules.RuleRun;
import java.util.List;
import java.util.Optional;

/**
 * A list whose candidates are in order, but not placed yet. For use by one thread.
 *
 * @param rules that hold for it
 * @param calls what the sources of the surface did
 * @param basis what a model went by that ordered the candidates; empty where none did
 * @param reads as of when rows were read for it
 */
record Draft(
    Surface surface,
    Query query,
    Composition list,
    RuleRun rules,
    List<Trace.SourceCall> calls,
    Trace.RankerCall ranker,
    Optional<Ranking.Basis> basis,
    Reads reads) {}
