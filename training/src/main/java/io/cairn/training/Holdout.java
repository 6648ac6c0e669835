package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A log divided into what is learned from and what is asked. Immutable.
 *
 * @param inTraining whether an event may be learned from
 * @param cases who is asked for
 * @param time the moment of all requests: rows are read as of then
 * @param notes what was left out, in words for people
 */
public record Holdout(
    Predicate<Event> inTraining, List<TestCase> cases, Instant time, List<String> notes) {
  /** Copies the lists. */
  public Holdout {
    cases = List.copyOf(cases);
    notes = List.copyOf(notes);
  }

  /** Makes a holdout that leaves nothing out. */
  public Holdout(Predicate<Event> inTraining, List<TestCase> cases, Instant time) {
    this(inTraining, cases, time, List.of());
  }

  /**
   * One user, and what they turned out to like.
   *
   * @param relevant items that the user had nothing to do with in training; at least one
   */
  public record TestCase(Visitor visitor, Set<ItemId> relevant) {
    /** Copies the set. */
    public TestCase {
      relevant = Set.copyOf(relevant);
    }
  }
}
