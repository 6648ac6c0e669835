package io.cairn.features;

import io.cairn.core.EventWeights;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept up for every user, session and item, whatever the features.
 *
 * @param weights how much each kind of event counts
 * @param profileItemsMax the distinct items kept for one user or session, at least 1
 * @param recentEventsMax the last events kept for one user or session, at least 1
 * @param seenTypes the types of events after which an item counts as seen; {@code *} is all
 * @param popularityHalfLife after which an event counts half for what is popular
 * @param trendHalfLife the same for what is popular lately; shorter
 * @param segments the user attributes that make segments, the most telling first
 * @param seenWindows how long the last event of a type with an item is kept, by type; {@code *} is
 *     every type that is not named; empty where items count as seen for ever or not at all
 */
public record FeatureSettings(
    EventWeights weights,
    int profileItemsMax,
    int recentEventsMax,
    List<String> seenTypes,
    Duration popularityHalfLife,
    Duration trendHalfLife,
    List<String> segments,
    Map<String, SeenWindow> seenWindows) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a bound is below 1, or a half-life below 1 ms
   */
  public FeatureSettings {
    Checks.count("profile-items-max", profileItemsMax);
    Checks.count("recent-events-max", recentEventsMax);
    Checks.time("popularity-half-life", popularityHalfLife);
    Checks.time("trend-half-life", trendHalfLife);
    seenTypes = List.copyOf(seenTypes);
    segments = List.copyOf(segments);
    seenWindows = Collections.unmodifiableMap(new TreeMap<>(seenWindows));
  }

  /** Makes settings under which items count as seen for ever or not at all. */
  public FeatureSettings(
      EventWeights weights,
      int profileItemsMax,
      int recentEventsMax,
      List<String> seenTypes,
      Duration popularityHalfLife,
      Duration trendHalfLife,
      List<String> segments) {
    this(
        weights,
        profileItemsMax,
        recentEventsMax,
        seenTypes,
        popularityHalfLife,
        trendHalfLife,
        segments,
        Map.of());
  }
}
