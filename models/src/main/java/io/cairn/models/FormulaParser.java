package io.cairn.models;

import io.cairn.models.ScoreFormula.Expression;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a formula by recursive descent, one method for each rank of sign. */
final class FormulaParser {
  private static final Pattern NUMBER = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.@:]*");
  private static final int DEPTH_MAX = 100;

  private final String text;
  private final List<String> names;
  private int at;
  private int depth;

  FormulaParser(String text, List<String> names) {
    this.text = text;
    this.names = names;
  }

  Expression parse() {
    Expression sum = sum();
    if (at < text.length()) {
      throw refused("expected + - * / ^ or the end, found '" + text.charAt(at) + "'");
    }
    return sum;
  }

  private Expression sum() {
    Expression left = product();
    while (isNext('+') || isNext('-')) {
      char sign = text.charAt(at++);
      left = new Expression.Pair(sign, left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = signed();
    while (isNext('*') || isNext('/')) {
      char sign = text.charAt(at++);
      left = new Expression.Pair(sign, left, signed());
    }
    return left;
  }

  private Expression signed() {
    if (++depth > DEPTH_MAX) {
      throw refused("more than " + DEPTH_MAX + " signs and parentheses within one another");
    }
    Expression part;
    if (isNext('-')) {
      at++;
      part = new Expression.Minus(signed());
    } else {
      part = power();
    }
    depth--;
    return part;
  }

  private Expression power() {
    Expression base = atom();
    if (!isNext('^')) {
      return base;
    }
    at++;
    return new Expression.Pair('^', base, signed());
  }

  private Expression atom() {
    if (isNext('(')) {
      int open = at++;
      Expression inner = sum();
      if (!isNext(')')) {
        throw refused("expected ) for the ( at column " + (open + 1));
      }
      at++;
      return inner;
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      at = number.end();
      return new Expression.Constant(Double.parseDouble(number.group()));
    }
    return column();
  }

  private Expression column() {
    String known =
        names.stream().filter(this::isHere).max(Comparator.comparingInt(String::length)).orElse("");
    if (!known.isEmpty()) {
      at += known.length();
      return new Expression.Column(names.indexOf(known));
    }
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (word.lookingAt()) {
      throw refused(
          "unknown name '%s': known are %s".formatted(word.group(), String.join(", ", names)));
    }
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    throw refused("expected a number, a name or (, found " + found);
  }

  /** Returns whether a name stands here and no longer word does. */
  private boolean isHere(String name) {
    int end = at + name.length();
    return text.startsWith(name, at)
        && (end == text.length()
            || !(Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_'));
  }

  private boolean isNext(char sign) {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == sign;
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "score formula '%s', column %d: %s".formatted(text, at + 1, why));
  }
}
