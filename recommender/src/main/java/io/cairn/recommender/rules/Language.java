package io.cairn.recommender.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.cairn.core.Nearest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of conditions: the Common Expression Language over the maps {@code item}, {@code
 * user} and {@code context}. Numbers of all kinds compare with each other. Safe for use by multiple
 * threads.
 *
 * @see <a href="https://github.com/google/cel-spec">The Common Expression Language</a>
 */
final class Language {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(10_000)
          .build();

  private static final CelType ATTRIBUTES = MapType.create(SimpleType.STRING, SimpleType.DYN);

  /** Words that expressions are made of, to find what somebody meant. */
  private static final List<String> WORDS =
      List.of(
          Scene.ITEM,
          Scene.USER,
          Scene.CONTEXT,
          "size",
          "startsWith",
          "endsWith",
          "contains",
          "matches",
          "exists",
          "exists_one",
          "all",
          "map",
          "filter",
          "has",
          "duration",
          "timestamp",
          "int",
          "double",
          "string",
          "getHours",
          "getDayOfWeek",
          "getFullYear",
          "getMonth",
          "getDate",
          "true",
          "false");

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");

  /** Loaded when the first expression is compiled: most homes have none, and it takes a while. */
  private static final class Holder {
    static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar(Scene.ITEM, ATTRIBUTES)
            .addVar(Scene.USER, ATTRIBUTES)
            .addVar(Scene.CONTEXT, ATTRIBUTES)
            .setResultType(SimpleType.BOOL)
            .build();
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
  }

  private Language() {}

  /**
   * Returns the checked tree of an expression.
   *
   * @throws InvalidExpressionException if it is not valid; says at which line and column, and what
   */
  static CelAbstractSyntaxTree parse(String expression) {
    CelValidationResult result = Holder.COMPILER.compile(expression);
    if (result.hasError()) {
      List<CelIssue> issues = result.getErrors();
      CelIssue first = issues.getFirst();
      throw invalid(expression, first.getSourceLocation(), message(first.getMessage()));
    }
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new InvalidExpressionException("cannot be understood: " + e.getMessage());
    }
  }

  /** Returns what evaluates a checked tree. */
  static CelRuntime.Program program(CelAbstractSyntaxTree tree) {
    try {
      return Holder.RUNTIME.createProgram(tree);
    } catch (CelEvaluationException e) {
      throw new InvalidExpressionException("cannot be evaluated: " + e.getMessage());
    }
  }

  /**
   * Returns a problem with its place.
   *
   * @param at with the column counted from 0
   */
  static InvalidExpressionException invalid(
      String expression, CelSourceLocation at, String message) {
    int line = Math.max(at.getLine(), 1);
    int column = Math.max(at.getColumn(), 0);
    List<String> lines = expression.lines().toList();
    String text = line <= lines.size() ? lines.get(line - 1) : "";
    String before = text.substring(0, Math.min(column, text.length()));
    return new InvalidExpressionException(
        "is wrong at line %d, column %d: %s, in: %s⟨here⟩%s"
            .formatted(line, column + 1, message, before, text.substring(before.length())));
  }

  private static String message(String message) {
    Matcher undeclared = UNDECLARED.matcher(message);
    return undeclared.matches() ? unknown(undeclared.group(1), WORDS) : message;
  }

  /** Says that there is no such word, and what may have been meant. */
  static String unknown(String word, List<String> known) {
    return "there is no '%s'%s"
        .formatted(
            word,
            Nearest.to(word, known)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(", the variables are item, user and context"));
  }
}
