package io.cairn.recommender;

/**
 * Where a candidate stood after one step of the way to a list.
 *
 * @param step the name of the step: {@value #RANKING}, a re-ranker, or {@value #LIST} for the
 *     finished list
 * @param before its place before the step, among those that the step looked at, from 1; 0 for the
 *     first step
 * @param position its place after the step, from 1
 * @param score by which it stands there
 */
public record Place(String step, int before, int position, float score) {
  /** The step of the ranker. */
  public static final String RANKING = "ranking";

  /** The step that fills the list place by place. */
  public static final String LIST = "list";
}
