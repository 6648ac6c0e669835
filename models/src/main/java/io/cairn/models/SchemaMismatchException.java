package io.cairn.models;

import java.util.List;

/** A model was given other features than it was trained with. */
public final class SchemaMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Names both lists. */
  public SchemaMismatchException(List<String> trained, List<String> given) {
    super(
        "the model was trained with the features %s, but given %s: configure those, or train again"
            .formatted(trained, given));
  }

  /** Refuses other columns than those that a model was trained with. */
  static void check(List<String> trained, List<String> given) {
    if (!trained.equals(given)) {
      throw new SchemaMismatchException(trained, given);
    }
  }
}
