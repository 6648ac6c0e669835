package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import java.util.List;
import java.util.function.Function;

/**
 * Proposes items that whoever asks may like, cheaply and without regard to the other sources.
 * Implementations are safe for use by multiple threads.
 */
public interface CandidateSource {

  /** Returns the name under which proposals are kept, such as {@code als}. */
  String name();

  /** Whether what it proposes depends on the history of whoever asks. */
  boolean isPersonal();

  /**
   * Returns up to {@code limit} items, best first; none where the source has nothing to say. Items
   * that were seen or are not available are removed later; leaving them out makes room for others.
   */
  List<ScoredItem> retrieve(Query query, int limit);

  /**
   * Says in words for people why it proposed an item, such as {@code trending now}.
   *
   * @param proposal one that this source made for the query
   * @param titles what people call an item
   */
  String reason(Query query, Proposal proposal, Function<ItemId, String> titles);
}
