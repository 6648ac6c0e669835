package io.cairn.recommender.rules;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of two attributes, or of one with a constant, evaluated as the language does, but
 * without an exception where an attribute is missing. Immutable.
 */
record Comparison(Operator operator, Operand left, Operand right) {

  /** How two values are compared. */
  private enum Operator {
    EQUALS("_==_"),
    DIFFERS("_!=_"),
    LESS("_<_"),
    AT_MOST("_<=_"),
    MORE("_>_"),
    AT_LEAST("_>=_"),
    IN("@in");

    private final String function;

    Operator(String function) {
      this.function = function;
    }
  }

  /**
   * One side.
   *
   * @param variable the empty string for a constant
   * @param name of the attribute
   * @param constant null for an attribute
   */
  private record Operand(String variable, String name, @Nullable Object constant) {
    @Nullable Object value(Scene scene) {
      return constant == null ? scene.value(variable, name) : constant;
    }
  }

  /** Returns an expression as a comparison; empty where it is another. */
  static Optional<Comparison> of(CelExpr expression) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return Optional.empty();
    }
    List<CelExpr> arguments = expression.call().args();
    for (Operator operator : Operator.values()) {
      if (operator.function.equals(expression.call().function()) && arguments.size() == 2) {
        Optional<Operand> left = operand(arguments.getFirst());
        Optional<Operand> right = operand(arguments.getLast());
        return left.isPresent() && right.isPresent()
            ? Optional.of(new Comparison(operator, left.get(), right.get()))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Operand> operand(CelExpr expression) {
    return switch (expression.getKind()) {
      case SELECT -> attribute(expression.select());
      case CONSTANT -> constant(expression.constant()).map(value -> new Operand("", "", value));
      default -> Optional.empty();
    };
  }

  private static Optional<Operand> attribute(CelExpr.CelSelect select) {
    CelExpr of = select.operand();
    return !select.testOnly() && of.getKind() == CelExpr.ExprKind.Kind.IDENT
        ? Optional.of(new Operand(of.ident().name(), select.field(), null))
        : Optional.empty();
  }

  private static Optional<Object> constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE -> Optional.of(constant.stringValue());
      case INT64_VALUE -> Optional.of((double) constant.int64Value());
      case DOUBLE_VALUE -> Optional.of(constant.doubleValue());
      case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
      default -> Optional.empty();
    };
  }

  Outcome evaluate(Scene scene) {
    Object one = left.value(scene);
    Object other = right.value(scene);
    if (one == null || other == null) {
      return Outcome.FAILS;
    }
    return switch (operator) {
      case EQUALS -> Outcome.of(isEqual(one, other));
      case DIFFERS -> Outcome.of(!isEqual(one, other));
      case IN -> other instanceof List<?> list ? Outcome.of(list.contains(one)) : Outcome.FAILS;
      case LESS, AT_MOST, MORE, AT_LEAST -> ordered(one, other);
    };
  }

  private static boolean isEqual(Object one, Object other) {
    if (one instanceof Double a && other instanceof Double b) {
      return a.doubleValue() == b.doubleValue();
    }
    return one.equals(other);
  }

  private Outcome ordered(Object one, Object other) {
    if (one instanceof Double a && other instanceof Double b) {
      return Outcome.of(holds(Double.compare(a, b)));
    }
    if (one instanceof String a && other instanceof String b) {
      return Outcome.of(holds(a.compareTo(b)));
    }
    if (one instanceof Instant a && other instanceof Instant b) {
      return Outcome.of(holds(a.compareTo(b)));
    }
    if (one instanceof Boolean a && other instanceof Boolean b) {
      return Outcome.of(holds(a.compareTo(b)));
    }
    return Outcome.FAILS;
  }

  private boolean holds(int order) {
    return switch (operator) {
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      default -> order >= 0;
    };
  }
}
