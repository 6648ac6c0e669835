package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.retrieval.NearDuplicates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets no item stand below one that is nearly the same by its texts; see {@link NearDuplicates}.
 *
 * @param overlapMin from which share of texts in common on, above 0 and at most 1
 */
public record Distinct(double overlapMin) implements Placement {
  /** Checks the share. */
  public Distinct {
    new NearDuplicates(overlapMin);
  }

  @Override
  public Placing begin(Slate slate) {
    NearDuplicates placed = new NearDuplicates(overlapMin);
    Map<ItemId, String> like = new HashMap<>(); // what is like another stays so
    return new Placing() {
      @Override
      public Optional<String> against(Candidate candidate, int position) {
        ItemId item = candidate.item();
        String known = like.get(item);
        if (known != null) {
          return Optional.of(known);
        }
        Optional<String> why =
            placed
                .near(slate.item(item))
                .map(other -> "nearly the same as another on the list, " + other);
        why.ifPresent(reason -> like.put(item, reason));
        return why;
      }

      @Override
      public void placed(Candidate candidate, int position) {
        placed.add(slate.item(candidate.item()));
      }
    };
  }
}
