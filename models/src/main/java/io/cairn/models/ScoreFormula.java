package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.util.List;

/**
 * A formula that makes one score of several numbers, such as {@code click^0.3 * purchase * margin}:
 * numbers, names of columns, {@code + - * / ^} and parentheses. {@code ^} binds most and is read
 * from the right, then a leading minus, then {@code * /}, then {@code + -}. Immutable, and safe for
 * use by multiple threads.
 */
public final class ScoreFormula {
  private final String text;
  private final List<String> names;
  private final Expression expression;

  private ScoreFormula(String text, List<String> names, Expression expression) {
    this.text = text;
    this.names = names;
    this.expression = expression;
  }

  /** A part of a formula. */
  sealed interface Expression {

    /** A number as it is. */
    record Constant(double number) implements Expression {}

    /** The value of a column. */
    record Column(int number) implements Expression {}

    /** The opposite of a part. */
    record Minus(Expression part) implements Expression {}

    /** Two parts put together by one of {@code + - * / ^}. */
    record Pair(char sign, Expression left, Expression right) implements Expression {}
  }

  /**
   * Parses a formula.
   *
   * @param names the columns that it may use; the longest name that fits is meant, so names may
   *     contain hyphens
   * @throws IllegalArgumentException if it cannot be read; the message says at which column, and
   *     for an unknown name the known ones
   */
  public static ScoreFormula parse(String text, List<String> names) {
    List<String> known = List.copyOf(names);
    return new ScoreFormula(text, known, new FormulaParser(text, known).parse());
  }

  /** Returns the columns that a row must have, in order. */
  public List<String> names() {
    return names;
  }

  /**
   * Returns the score of a row; not finite where the arithmetic leaves the numbers, such as by a
   * division by 0, and {@link Double#NaN} where a value that it needs is missing. Allocates
   * nothing.
   *
   * @param rows with the columns {@link #names()}, which is the caller's to see to
   */
  public double value(FeatureMatrix rows, int row) {
    return value(expression, rows.values(), row * names.size());
  }

  private static double value(Expression expression, float[] values, int from) {
    return switch (expression) {
      case Expression.Constant constant -> constant.number();
      case Expression.Column column -> values[from + column.number()];
      case Expression.Minus minus -> -value(minus.part(), values, from);
      case Expression.Pair pair ->
          join(pair.sign(), value(pair.left(), values, from), value(pair.right(), values, from));
    };
  }

  private static double join(char sign, double left, double right) {
    return switch (sign) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      case '/' -> left / right;
      default -> Math.pow(left, right);
    };
  }

  /** Returns the formula as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
