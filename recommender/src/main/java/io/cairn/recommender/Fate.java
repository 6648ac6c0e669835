package io.cairn.recommender;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.Optional;

/**
 * What became of one item when a list was made, and what would have been needed for it to be on the
 * list. Immutable.
 *
 * @param step where it was lost: {@value #CATALOGUE}, {@value #SOURCES}, the name of a gate, a rule
 *     or a re-ranker, or {@link Loss#RANK}; {@link Place#LIST} where it is on the list
 * @param reason in words for people
 * @param needed what would have been needed, in words for people; empty where it is on the list
 * @param position its place on the list, from 1; 0 where it is not there
 * @param passage its way, as far as it came
 * @param found where each source has it, looked at again and further down; empty where all leave it
 *     out, and where it is on the list
 * @param gap what it lacks to the last item of the list; empty where it was not lost by rank
 */
public record Fate(
    ItemId item,
    String step,
    String reason,
    String needed,
    int position,
    Passage passage,
    List<Probe.Found> found,
    Optional<Gap> gap) {
  /** The step of items of which nothing is known. */
  public static final String CATALOGUE = "catalogue";

  /** The step of items that no source proposed. */
  public static final String SOURCES = "sources";

  /** Copies the list. */
  public Fate {
    found = List.copyOf(found);
  }

  /**
   * What an item lacks to the last one of the list.
   *
   * @param last the last item that is not from the fallback
   * @param score of the item when the list was filled
   * @param lastScore of the last one
   * @param ranker who ordered them
   * @param differences by feature, those that count most first; none where no model ordered
   */
  public record Gap(
      ItemId last, float score, float lastScore, String ranker, List<Difference> differences) {
    /** Copies the list. */
    public Gap {
      differences = List.copyOf(differences);
    }
  }

  /**
   * What one feature adds less, or more, to the score of an item than to that of the last one.
   *
   * @param objective of the model
   * @param value of the item's feature; NaN where it is missing
   * @param lastValue of the last one's
   * @param difference of the contributions; below 0 where the item gets less
   */
  public record Difference(
      String objective, String feature, float value, float lastValue, float difference) {}
}
