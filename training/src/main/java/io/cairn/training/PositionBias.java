package io.cairn.training;

/**
 * How much more the first places of a list are looked at than the later ones. A click far down
 * tells more than one at the top, where everybody looks: learners that weigh each click by {@link
 * #weight} see what people like rather than what they were shown first. Immutable, and safe for use
 * by multiple threads.
 *
 * @param propensities how likely somebody looks at each position, relative to the first, whose
 *     propensity is 1; above 0, and above 1 where a position is looked at more than the first;
 *     shape {@code [positions]}, at least one; not copied, do not modify
 * @see <a href="https://doi.org/10.1145/3018661.3018699">Joachims, Swaminathan, Schnabel. Unbiased
 *     Learning-to-Rank with Biased Feedback. WSDM 2017, section 4</a>
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record PositionBias(float[] propensities) {
  /** Every position is looked at alike: each click counts once. */
  public static final PositionBias NONE = new PositionBias(new float[] {1});

  /**
   * Checks the propensities.
   *
   * @throws IllegalArgumentException if there are none, the first is not 1, or one is not a number
   *     above 0
   */
  public PositionBias {
    if (propensities.length == 0 || propensities[0] != 1) {
      throw new IllegalArgumentException(
          "the propensity of position 1 must be 1, was "
              + (propensities.length == 0 ? "not given" : propensities[0]));
    }
    for (int position = 1; position <= propensities.length; position++) {
      float propensity = propensities[position - 1];
      if (!(propensity > 0) || Float.isInfinite(propensity)) {
        throw new IllegalArgumentException(
            "the propensity of position %d must be a number above 0, was %s"
                .formatted(position, propensity));
      }
    }
  }

  /**
   * Returns how likely somebody looks at a position, relative to the first; beyond the last known
   * position that of the last.
   *
   * @param position from 1
   * @throws IllegalArgumentException if {@code position} is less than 1
   */
  public double propensity(int position) {
    if (position < 1) {
      throw new IllegalArgumentException("position must be at least 1, was " + position);
    }
    return propensities[Math.min(position, propensities.length) - 1];
  }

  /** Returns the highest propensity, at least 1. */
  double highest() {
    float highest = 0;
    for (float propensity : propensities) {
      highest = Math.max(highest, propensity);
    }
    return highest;
  }

  /**
   * Returns how much a click at a position counts: the inverse of its propensity, but no more than
   * {@code clip}, which keeps a few clicks from far down from outweighing all others.
   *
   * @param position from 1
   * @param clip the highest weight, a number of at least 1
   * @throws IllegalArgumentException if {@code position} or {@code clip} is less than 1
   */
  public double weight(int position, double clip) {
    if (!(clip >= 1) || Double.isInfinite(clip)) {
      throw new IllegalArgumentException("clip must be a number of at least 1, was " + clip);
    }
    return Math.min(1 / propensity(position), clip);
  }
}
