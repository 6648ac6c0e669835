package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves scores by a feature, and orders by them: freshness by {@code item_age_days}, profit by a
 * feature of the margin. A candidate whose value is not known keeps its score.
 *
 * @param feature its name
 */
public record Boost(String feature, Form form) implements Reordering {

  /** How a value moves a score. */
  public sealed interface Form {
    /** Returns a candidate with its score moved by a value that is a number. */
    Candidate moved(Candidate candidate, double value);

    /**
     * The score times {@code 1 + gain · 2^(-value / half)}: most at 0, half of that at {@code
     * half}. A negative score is divided by as much, and so is raised too; a value below 0 counts
     * as 0.
     *
     * @param gain what the best value adds to a score, as a share of it, above -1
     * @param half the value at which half of the gain is left, above 0
     */
    record Fading(double gain, double half) implements Form {
      /** Checks the settings. */
      public Fading {
        Checks.above("gain", gain, -1);
        Checks.above("half", half, 0);
      }

      @Override
      public Candidate moved(Candidate candidate, double value) {
        return Factors.moved(candidate, 1 + gain * Factors.left(value, half));
      }
    }

    /**
     * The score times {@code 1 + weight · value}, which is kept in [1/1000, 1000]. A negative score
     * is divided by as much: what is better by the value is raised whatever the sign.
     *
     * @param weight what a value of 1 adds to a score, as a share of it; any number
     */
    record Proportional(double weight) implements Form {
      /** Checks the weight. */
      public Proportional {
        Checks.finite("weight", weight);
      }

      @Override
      public Candidate moved(Candidate candidate, double value) {
        return Factors.moved(candidate, 1 + weight * value);
      }
    }

    /**
     * The score plus {@code weight · value}, for scores that are log odds, or on a scale that is
     * known.
     *
     * @param weight what a value of 1 adds to a score; any number
     */
    record Added(double weight) implements Form {
      /** Checks the weight. */
      public Added {
        Checks.finite("weight", weight);
      }

      @Override
      public Candidate moved(Candidate candidate, double value) {
        return candidate.withScore((float) (candidate.score() + weight * value));
      }
    }
  }

  /** Checks the name. */
  public Boost {
    Checks.text("feature", feature);
  }

  @Override
  public List<String> features() {
    return List.of(feature);
  }

  @Override
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    String what = "moved by " + feature;
    float[] values = slate.feature(feature, ranked);
    List<Candidate> moved = new ArrayList<>(ranked.size());
    for (int row = 0; row < values.length; row++) {
      Candidate before = ranked.get(row);
      Candidate after = Float.isNaN(values[row]) ? before : form.moved(before, values[row]);
      if (after.score() != before.score() && !Float.isNaN(after.score())) {
        slate.note(after.item(), what, after.score() - before.score());
      }
      moved.add(after);
    }
    return Relevance.sorted(moved);
  }
}
