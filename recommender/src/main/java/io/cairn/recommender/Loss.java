package io.cairn.recommender;

/**
 * Where a candidate was lost on its way to the list.
 *
 * @param step the gate or re-ranker that kept it out; {@value #RANK} where nothing did but the
 *     others' being better
 * @param reason in words for people
 */
public record Loss(String step, String reason) {
  /** The step of those that are not among the first. */
  public static final String RANK = "rank";

  /** Returns the reason without what is particular to one item. */
  public String kind() {
    return step.equals(Eligible.SEEN) ? Eligible.SEEN : reason;
  }
}
