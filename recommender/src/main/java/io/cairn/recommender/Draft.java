package io.cairn.recommender;

import io.cairn.core.ItemId;
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
 * @param beside what stands in other rows of its page; empty where it is no row of a page
 */
record Draft(
    Surface surface,
    Query query,
    Composition list,
    RuleRun rules,
    List<Trace.SourceCall> calls,
    Trace.RankerCall ranker,
    Optional<Ranking.Basis> basis,
    Reads reads,
    Optional<Beside> beside) {

  /** Returns the same for a later page of the list, without what the model went by. */
  Draft later(Query asked) {
    return new Draft(surface, asked, list, rules, calls, ranker, Optional.empty(), reads, beside);
  }

  /** Looks once more at what waits to be placed, where other rows of its page have been filled. */
  void recheck() {
    beside.filter(rows -> !rows.isEmpty()).ifPresent(_ -> list.recheck());
  }

  /** Returns the items of other rows of its page. */
  List<ItemId> others() {
    return beside.stream().flatMap(Beside::items).toList();
  }
}
