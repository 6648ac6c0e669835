package io.cairn.training;

import io.cairn.models.RetrievalTrainer;
import java.util.List;
import java.util.Map;

/**
 * What the configuration says of training.
 *
 * @param basketTypes the types of events that put an item into a basket; where the log has none of
 *     them, a session or the day of a user is the basket
 * @param models what is trained, by the name under which it is published
 */
public record TrainingSettings(List<String> basketTypes, Map<String, ModelSettings> models) {
  /** Copies the collections. */
  public TrainingSettings {
    basketTypes = List.copyOf(basketTypes);
    models = Map.copyOf(models);
  }

  /**
   * One model.
   *
   * @param rows what the rows of its matrix are
   * @param itemsMax a catalogue with more items is too large for it; 0 for no bound
   * @param trainer how it learns
   */
  public record ModelSettings(Rows rows, int itemsMax, RetrievalTrainer trainer) {}

  /** What the rows of a matrix are. */
  public enum Rows {
    /** Everything that a user, or a session without a user, did. */
    HISTORIES,
    /** What was bought or looked at together. */
    BASKETS
  }
}
