package io.cairn.recommender;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.Optional;

/**
 * What the sources and gates of a surface say of one item for a request, whether or not the item
 * was a candidate. Immutable.
 *
 * @param against what keeps it from being shown at all; empty where nothing does
 * @param found where each source that was asked has it, in the order of the surface; empty where
 *     all leave it out, because it was seen, is excluded, or the list is about it
 * @param proposable how many items each source may propose
 */
public record Probe(Optional<Loss> against, List<Found> found, int proposable) {
  /** Copies the list. */
  public Probe {
    found = List.copyOf(found);
  }

  /**
   * Where one source has the item.
   *
   * @param rank from 1; 0 where the source does not have it, however far one looks
   * @param score the source's own; 0 where it does not have it
   * @param problem why the source could not be asked, such as {@code late}; empty where it could
   */
  public record Found(String source, int rank, float score, String problem) {

    /** Returns where the one source has the item that was asked. */
    static Found of(ItemId item, Retrieval.Result said) {
      Trace.SourceCall call = said.calls().getFirst();
      return said.candidates().stream()
          .filter(candidate -> candidate.item().equals(item))
          .flatMap(candidate -> candidate.proposals().stream())
          .map(proposal -> new Found(call.source(), proposal.rank(), proposal.score(), ""))
          .findFirst()
          .orElse(new Found(call.source(), 0, 0, call.problem()));
    }
  }
}
