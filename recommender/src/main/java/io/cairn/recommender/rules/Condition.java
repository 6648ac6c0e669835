package io.cairn.recommender.rules;

import java.util.List;
import java.util.function.Consumer;

/**
 * A condition, as a tree whose leaves are as large as they can be while each sees an item alone or
 * a request alone: so the most of it is evaluated once for an item, or once for a request.
 * Immutable.
 */
sealed interface Condition permits Condition.All, Condition.Any, Condition.Not, Leaf {

  /** Knows the values of leaves. */
  interface Parts {
    Outcome outcome(Leaf leaf);
  }

  /** Returns the value, given those of the leaves. */
  Outcome evaluate(Parts parts);

  /** Shows every leaf to a visitor. */
  void visit(Consumer<Leaf> visitor);

  /** Holds where all parts do. */
  record All(List<Condition> of) implements Condition {
    @Override
    public Outcome evaluate(Parts parts) {
      Outcome outcome = Outcome.MATCHES;
      for (int i = 0; i < of.size() && outcome != Outcome.DIFFERS; i++) {
        outcome = outcome.and(of.get(i).evaluate(parts));
      }
      return outcome;
    }

    @Override
    public void visit(Consumer<Leaf> visitor) {
      of.forEach(part -> part.visit(visitor));
    }
  }

  /** Holds where one part does. */
  record Any(List<Condition> of) implements Condition {
    @Override
    public Outcome evaluate(Parts parts) {
      Outcome outcome = Outcome.DIFFERS;
      for (int i = 0; i < of.size() && outcome != Outcome.MATCHES; i++) {
        outcome = outcome.or(of.get(i).evaluate(parts));
      }
      return outcome;
    }

    @Override
    public void visit(Consumer<Leaf> visitor) {
      of.forEach(part -> part.visit(visitor));
    }
  }

  /** Holds where the part does not. */
  record Not(Condition of) implements Condition {
    @Override
    public Outcome evaluate(Parts parts) {
      return of.evaluate(parts).not();
    }

    @Override
    public void visit(Consumer<Leaf> visitor) {
      of.visit(visitor);
    }
  }
}
