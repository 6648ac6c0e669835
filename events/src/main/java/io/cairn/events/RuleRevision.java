package io.cairn.events;

import io.cairn.core.Rule;
import java.time.Instant;
import java.util.List;

/**
 * The stored rules after a change. Immutable.
 *
 * @param number counts the changes; 0 before the first
 * @param rules in the order of their ids
 */
public record RuleRevision(int number, List<Stored> rules) {
  /** Nothing was stored yet. */
  public static final RuleRevision NONE = new RuleRevision(0, List.of());

  /**
   * A rule that is stored.
   *
   * @param revision the change that made it what it is
   * @param changed when that was
   */
  public record Stored(Rule rule, int revision, Instant changed) {}

  /** Copies the list. */
  public RuleRevision {
    rules = List.copyOf(rules);
  }

  /** Returns the rules alone. */
  public List<Rule> plain() {
    return rules.stream().map(Stored::rule).toList();
  }
}
