package io.cairn.features;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
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
   *
   * @param recent the last events of the same, for models that look at their order
   */
  Optional<float[]> ofHistory(Profile profile, RecentEvents recent);

  /**
   * Returns the cosine of an item's vector and another one, in [-1, 1]; {@link Float#NaN} for an
   * item that the model does not know, and for a vector without length.
   *
   * @param direction of length 1, shape {@code [factors]}
   */
  default float cosine(ItemId item, float[] direction) {
    return ofItem(item).map(vector -> cosine(vector, 0, direction)).orElse(Float.NaN);
  }

  /**
   * Returns the cosine of a vector among others and one of length 1, in [-1, 1]; {@link Float#NaN}
   * for one without length.
   *
   * @param vectors one after the other, each of the length of {@code direction}
   * @param from where the vector begins
   */
  static float cosine(float[] vectors, int from, float[] direction) {
    Kernel kernel = Kernel.FASTEST;
    double length = Math.sqrt(kernel.dot(vectors, from, vectors, from, direction.length));
    return length == 0
        ? Float.NaN
        : (float)
            Math.clamp(kernel.dot(direction, 0, vectors, from, direction.length) / length, -1, 1);
  }
}
