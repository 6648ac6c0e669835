package io.cairn.training;

import java.util.Map;
import java.util.Objects;

/**
 * How well a new ranking model orders the newest lists, which it did not learn from, beside what
 * learns nothing and the model in use. Immutable.
 *
 * @param name of the model
 * @param lists how many were ordered
 * @param ndcg of each contender, NDCG@10 in [0, 1], in the order of the table
 * @param liftOverLive how much better the new model is than the one in use, as a share of the
 *     latter's NDCG; 0 where there is none
 * @param isLiveOther whether the one in use wants other features and could not be compared
 * @param refusal why it is not published; empty where it passed
 */
public record RankerReport(
    String name,
    int lists,
    Map<String, Interval> ndcg,
    Interval liftOverLive,
    boolean isLiveOther,
    String refusal) {

  /** Whether the model passed. */
  public boolean isPassed() {
    return refusal.isEmpty();
  }

  /** Returns the NDCG@10 of the new model. */
  public Interval ofNew() {
    return Objects.requireNonNull(ndcg.get("new"));
  }
}
