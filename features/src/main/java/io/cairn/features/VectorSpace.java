package io.cairn.features;

import io.cairn.core.ItemId;
import java.util.Optional;

/** The vectors of one trained model, as features see them. Safe for use by multiple threads. */
public interface VectorSpace {

  /**
   * Returns the vector of an item, shape {@code [factors]}; empty for one that the model does not
   * know. Shared, do not modify.
   */
  Optional<float[]> ofItem(ItemId item);

  /**
   * Returns the vector of somebody with a history, shape {@code [factors]}; empty where the model
   * knows none of its items.
   */
  Optional<float[]> ofHistory(Profile profile);
}
