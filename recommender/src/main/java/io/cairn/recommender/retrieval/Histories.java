package io.cairn.recommender.retrieval;

import io.cairn.core.ItemVocabulary;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.models.EventSequence;
import io.cairn.models.History;
import java.time.Duration;
import java.util.Arrays;

/** Turns what is known of somebody into what a model sees of it, by the columns of its items. */
final class Histories {
  private Histories() {}

  /** Returns the profile's items that the model knows with their weights, oldest first. */
  static History weighted(Profile profile, int[] columns) {
    float[] weights = new float[profile.size()];
    System.arraycopy(profile.weights(), 0, weights, 0, weights.length);
    return known(profile, columns, weights);
  }

  /**
   * Returns the profile's items that the model knows, oldest first, each with the weight 1 if it
   * was the last one, and half of it for each half-life that it was before the last one. Disliked
   * items count nothing.
   */
  static History fading(Profile profile, int[] columns, Duration halfLife) {
    float[] weights = new float[profile.size()];
    for (int i = 0; i < weights.length; i++) {
      double age = (double) profile.times()[weights.length - 1] - profile.times()[i];
      weights[i] = profile.weights()[i] > 0 ? (float) Math.pow(0.5, age / halfLife.toMillis()) : 0;
    }
    return known(profile, columns, weights);
  }

  /** Returns the events whose items the model knows, from one on. */
  static EventSequence events(RecentEvents recent, int from, ItemVocabulary items) {
    int[] columns = new int[recent.size()];
    String[] types = new String[columns.length];
    long[] times = new long[columns.length];
    int size = 0;
    for (int at = from; at < columns.length; at++) {
      int column = items.column(recent.items()[at]);
      if (column != ItemVocabulary.UNKNOWN) {
        columns[size] = column;
        types[size] = EventSequence.type(recent.types()[at], recent.values()[at]);
        times[size++] = recent.times()[at];
      }
    }
    return new EventSequence(
        Arrays.copyOf(columns, size), Arrays.copyOf(types, size), Arrays.copyOf(times, size));
  }

  private static History known(Profile profile, int[] columns, float[] weights) {
    int[] known = new int[columns.length];
    float[] kept = new float[columns.length];
    long[] times = new long[columns.length];
    int size = 0;
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] != ItemVocabulary.UNKNOWN && weights[i] != 0) {
        known[size] = columns[i];
        kept[size] = weights[i];
        times[size++] = profile.times()[i];
      }
    }
    return new History(
        Arrays.copyOf(known, size), Arrays.copyOf(kept, size), Arrays.copyOf(times, size));
  }
}
