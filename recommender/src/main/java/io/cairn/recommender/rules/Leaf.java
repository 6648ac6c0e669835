package io.cairn.recommender.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A part of a condition that is evaluated as a whole. Immutable.
 *
 * @param sees what its value depends on
 * @param program evaluates it
 * @param comparison does the same without making objects, where the part has a simple form
 * @param slot counts the parts of a condition that see the same, from 0
 */
record Leaf(Sees sees, CelRuntime.Program program, Optional<Comparison> comparison, int slot)
    implements Condition {

  /** What the value of a part depends on. */
  enum Sees {
    /** The item alone: the value stays as long as the item is not put again. */
    ITEM,
    /** The request alone, or nothing: the value is the same for all items. */
    REQUEST,
    /** Both, or the time that an item is there. */
    BOTH
  }

  /** Returns the value for what the scene holds. */
  Outcome evaluate(Scene scene) {
    return comparison.isPresent() ? comparison.get().evaluate(scene) : evaluateWhole(scene);
  }

  private Outcome evaluateWhole(Scene scene) {
    try {
      return program.eval(scene) instanceof Boolean holds ? Outcome.of(holds) : Outcome.FAILS;
    } catch (CelEvaluationException e) {
      return Outcome.FAILS;
    }
  }

  @Override
  public Outcome evaluate(Parts parts) {
    return parts.outcome(this);
  }

  @Override
  public void visit(Consumer<Leaf> visitor) {
    visitor.accept(this);
  }

  /** Returns why the value cannot be told; the empty string where it can. */
  String problem(Scene scene) {
    try {
      Object value = program.eval(scene);
      return value instanceof Boolean ? "" : "the value is %s, not true or false".formatted(value);
    } catch (CelEvaluationException e) {
      return String.valueOf(e.getMessage()).replaceFirst("^evaluation error at <input>:\\d+: ", "");
    }
  }
}
