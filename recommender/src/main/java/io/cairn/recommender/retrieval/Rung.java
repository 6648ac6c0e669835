package io.cairn.recommender.retrieval;

/**
 * How much is known of whoever asks, from most to least: a list is made on the best rung there is.
 */
public enum Rung {
  /** The user has a history. */
  HISTORY,
  /** The user has none or is not known, but the session has. */
  SESSION,
  /** Only a segment is known, such as a region or an age band. */
  SEGMENT,
  /** Nothing is known. */
  POPULAR;

  /** Whether there are events of this very person to go by. */
  public boolean isPersonal() {
    return this == HISTORY || this == SESSION;
  }
}
