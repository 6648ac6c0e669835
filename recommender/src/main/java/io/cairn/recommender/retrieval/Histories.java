package io.cairn.recommender.retrieval;

import io.cairn.core.ItemVocabulary;
import io.cairn.features.Profile;
import io.cairn.models.History;
import java.util.Arrays;

/** Turns a profile into what a model sees of it. */
final class Histories {
  private Histories() {}

  /** Returns the profile's items that the model knows, oldest first. */
  static History of(Profile profile, ItemVocabulary items) {
    int[] columns = new int[profile.size()];
    float[] weights = new float[profile.size()];
    int known = 0;
    for (int i = 0; i < columns.length; i++) {
      int column = items.column(profile.items()[i]);
      if (column != ItemVocabulary.UNKNOWN) {
        columns[known] = column;
        weights[known++] = profile.weights()[i];
      }
    }
    return new History(Arrays.copyOf(columns, known), Arrays.copyOf(weights, known));
  }
}
