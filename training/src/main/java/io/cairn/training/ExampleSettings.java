package io.cairn.training;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * From what lists with known outcomes ranking models learn.
 *
 * @param lists which lists
 * @param window an event counts for a list that was shown at most so long before it
 * @param horizon an event counts for a proposed list that could have been made at most so long
 *     before it
 * @param visitGap lists are proposed for the first event after nothing happened for so long
 * @param objectives what is predicted, by name
 * @param negatives what is learned as not chosen
 * @param listsMax of more lists the newest are taken, at least 1
 * @param blocks how often retrieval models are trained anew for lists that were not made by this
 *     engine, at least 1
 * @param learnedShare the share of the log that the first of these models learns from, in (0, 1)
 */
public record ExampleSettings(
    Lists lists,
    Duration window,
    Duration horizon,
    Duration visitGap,
    Map<String, Objective> objectives,
    Negatives negatives,
    int listsMax,
    int blocks,
    double learnedShare) {

  /** Which lists are learned from. */
  public enum Lists {
    /** The shown ones where there are enough of them, else proposed ones. */
    AUTO,
    /** Lists that were shown, by this engine or another. */
    SHOWN,
    /** Lists that this engine would have proposed: for histories without impressions. */
    PROPOSED
  }

  /**
   * What is learned as not chosen, beside what was shown and not chosen.
   *
   * @param proposed how many of the candidates of a proposed list are kept that were not chosen:
   *     the hard ones; at least 1
   * @param popular how many items are drawn for each list, at least 0
   * @param popularityExponent α: an item is drawn with a probability in proportion to its
   *     popularity to the power of α
   */
  public record Negatives(int proposed, int popular, double popularityExponent) {
    /** Checks the ranges. */
    public Negatives {
      if (proposed < 1 || popular < 0) {
        throw new IllegalArgumentException(
            "proposed must be at least 1 and popular at least 0, were "
                + proposed
                + ", "
                + popular);
      }
    }
  }

  /**
   * Copies the objectives, in the order of their names.
   *
   * @throws IllegalArgumentException if a bound is out of range or there is no objective
   */
  public ExampleSettings {
    objectives = new TreeMap<>(objectives);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("objectives must name at least one");
    }
    if (!window.isPositive() || !horizon.isPositive() || !visitGap.isPositive()) {
      throw new IllegalArgumentException("window, horizon and visit-gap must be above 0");
    }
    if (listsMax < 1 || blocks < 1) {
      throw new IllegalArgumentException(
          "lists-max and blocks must be at least 1, were " + listsMax + ", " + blocks);
    }
    if (!(learnedShare > 0 && learnedShare < 1)) {
      throw new IllegalArgumentException(
          "learned-share must be between 0 and 1, was " + learnedShare);
    }
  }
}
