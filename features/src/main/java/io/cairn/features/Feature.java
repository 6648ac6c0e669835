package io.cairn.features;

import io.cairn.core.EventWeights;
import java.util.List;

/**
 * One input of a model, and the whole life of it: which {@link Aggregate}s events keep up for it,
 * and how its value is computed from their states. The server and the trainer run this code and no
 * other, so they cannot disagree. The record components are its settings in the configuration file.
 *
 * <p>A value is a pure function of the {@link Situation} and of one candidate with its row. It
 * never depends on the other candidates: what looks at the list as a whole is a re-ranker. A value
 * that is not known is {@link Float#NaN}, never 0.
 */
public sealed interface Feature
    permits ContextFeature,
        CountFeature,
        ItemFeature,
        RateFeature,
        SourceFeature,
        TasteFeature,
        VectorFeature {

  /** A name unique within the feature set, used in configuration and in model files. */
  String name();

  /** Returns what must be kept up for the value; aggregates equal to those of others are shared. */
  default List<Aggregate> aggregates(EventWeights weights) {
    return List.of();
  }

  /**
   * Returns the computation of the value.
   *
   * @param slots where the states of {@link #aggregates} are, in their order, shape {@code [n]}
   */
  Column column(int[] slots);

  /** Computes one feature. Immutable, and safe for use by multiple threads. */
  @FunctionalInterface
  interface Column {
    /** Prepares for one list: what does not depend on the candidate is computed here, once. */
    Cells of(Situation situation);
  }

  /** Computes one feature for the candidates of one list. Safe for use by multiple threads. */
  @FunctionalInterface
  interface Cells {
    /** Returns the value for a candidate; {@link Float#NaN} where it is not known. */
    float value(CandidateRow candidate);

    /** Returns cells that all have one value. */
    static Cells same(double value) {
      return new Same((float) value);
    }
  }

  /** Cells that all have one value. */
  record Same(float value) implements Cells {
    @Override
    public float value(CandidateRow candidate) {
      return value;
    }
  }
}
