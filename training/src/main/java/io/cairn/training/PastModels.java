package io.cairn.training;

import io.cairn.features.VectorSpace;
import java.util.Map;

/** The vectors that were in use when a list was made. */
@FunctionalInterface
public interface PastModels {
  /** Nothing is known of earlier models. */
  PastModels NONE = _ -> Map.of();

  /**
   * Returns the vectors of those models that can still be loaded, by the models' names.
   *
   * @param versions of the models in use, by name
   */
  Map<String, VectorSpace> spaces(Map<String, Integer> versions);
}
