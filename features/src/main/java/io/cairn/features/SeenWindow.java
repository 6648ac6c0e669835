package io.cairn.features;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long an item counts as seen after an event.
 *
 * @param length above 0
 */
public record SeenWindow(Duration length) implements Comparable<SeenWindow> {
  /** It stays seen. */
  public static final SeenWindow FOREVER = new SeenWindow(ChronoUnit.FOREVER.getDuration());

  /** Stands for every type of event that is not named. */
  public static final String ANY = "*";

  /** Checks the length. */
  public SeenWindow {
    if (!length.isPositive()) {
      throw new IllegalArgumentException("a window must be above 0, was " + length);
    }
  }

  /** Whether it has no end. */
  public boolean isForever() {
    return equals(FOREVER);
  }

  /** Returns the end of a window that has one. */
  public Instant end(long fromMillis) {
    return Instant.ofEpochMilli(fromMillis).plus(length);
  }

  /** Whether a moment is within the window. */
  boolean holds(long fromMillis, long atMillis) {
    return isForever() || Duration.ofMillis(atMillis - fromMillis).compareTo(length) < 0;
  }

  @Override
  public int compareTo(SeenWindow other) {
    return length.compareTo(other.length);
  }
}
