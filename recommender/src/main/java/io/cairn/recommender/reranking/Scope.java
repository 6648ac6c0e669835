package io.cairn.recommender.reranking;

/**
 * Where an explorer explores.
 *
 * @param pool among how many of the first candidates it chooses, at least 2
 * @param first the first place, from 1
 * @param every how far the next one is from each, at least 1
 */
public record Scope(int pool, int first, int every) {
  /** Checks the settings. */
  public Scope {
    Checks.atLeast("pool", pool, 2);
    Checks.atLeast("first", first, 1);
    Checks.atLeast("every", every, 1);
  }

  /** Returns how many candidates to choose from at a place: 1 where nothing is explored. */
  public int depth(int position) {
    return position >= first && (position - first) % every == 0 ? pool : 1;
  }
}
