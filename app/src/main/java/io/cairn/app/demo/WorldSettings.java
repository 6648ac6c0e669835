package io.cairn.app.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * How large a world is, and which one. Immutable.
 *
 * @param seed the same settings give the same world to the last event; another seed another world
 * @param users people with an account, at least 1
 * @param items products ever on sale, at least 200
 * @param events how many interactions to aim at, at least 1; met within a tenth in the proportions
 *     of the defaults, and fewer where active people have opened most of what they like. Lists
 *     shown, items and users come on top
 * @param start when the first item is known
 * @param days how long the shop is watched, at least 14
 */
public record WorldSettings(long seed, int users, int items, int events, Instant start, int days) {
  /** Checks the sizes. */
  public WorldSettings {
    atLeast("users", users, 1);
    atLeast("items", items, 200);
    atLeast("events", events, 1);
    atLeast("days", days, 14);
  }

  /** Returns the world of the demo: 10 500 users, 3 100 items, about 202 000 interactions. */
  public static WorldSettings defaults() {
    return new WorldSettings(42, 10_500, 3_100, 202_000, Instant.parse("2026-03-02T00:00:00Z"), 90);
  }

  /** Returns these settings, moved in time so that the world ends at the given moment. */
  public WorldSettings endingAt(Instant end) {
    Instant newStart = end.minus(Duration.ofDays(days));
    return new WorldSettings(seed, users, items, events, newStart, days);
  }

  /** Returns these settings with another seed. */
  public WorldSettings withSeed(long newSeed) {
    return new WorldSettings(newSeed, users, items, events, start, days);
  }

  /** Returns the end of the watched time; every event is before it. */
  public Instant end() {
    return start.plus(Duration.ofDays(days));
  }

  /** Returns the days from the start to a moment, with the part of the day as a fraction. */
  double day(Instant time) {
    return Duration.between(start, time).toMillis() / (double) Duration.ofDays(1).toMillis();
  }

  /** Returns the moment of a day, the inverse of {@link #day}. */
  Instant time(double day) {
    return start.plusMillis((long) (day * Duration.ofDays(1).toMillis()));
  }

  private static void atLeast(String name, int value, int bound) {
    if (value < bound) {
      throw new IllegalArgumentException(name + " must be at least " + bound + ", was " + value);
    }
  }
}
