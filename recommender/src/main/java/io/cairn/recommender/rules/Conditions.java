package io.cairn.recommender.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes conditions of expressions. For use by one thread. */
final class Conditions {
  private static final String AND = "_&&_";
  private static final String OR = "_||_";
  private static final String NOT = "!_";
  private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_");

  private final String expression;
  private final CelAbstractSyntaxTree tree;
  private final Map<Leaf.Sees, Integer> slots = new EnumMap<>(Leaf.Sees.class);

  private Conditions(String expression, CelAbstractSyntaxTree tree) {
    this.expression = expression;
    this.tree = tree;
  }

  /**
   * Compiles an expression.
   *
   * @throws InvalidExpressionException if it is not valid, names what no context has, counts with
   *     whole numbers where others are decimals, or is always true or always false
   */
  static Condition of(String expression) {
    Conditions conditions = new Conditions(expression, Language.parse(expression));
    conditions.checkNames();
    conditions.checkArithmetic();
    conditions.checkVariables();
    return conditions.node(conditions.tree.getExpr());
  }

  private List<CelNavigableExpr> nodes() {
    return CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
  }

  /** Refuses names that no context has; items and users may have any attribute. */
  private void checkNames() {
    for (CelNavigableExpr node : nodes()) {
      CelExpr expr = node.expr();
      if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT
          && isIdent(expr.select().operand(), Scene.CONTEXT)
          && !Scene.CONTEXT_NAMES.contains(expr.select().field())) {
        List<String> names = Scene.CONTEXT_NAMES.stream().sorted().toList();
        String message = Language.unknown(expr.select().field(), names);
        throw at(expr, "%s (context has %s)".formatted(message, names));
      }
    }
  }

  /** Refuses {@code item.price * 2}: the numbers of items are decimals, which 2 is not. */
  private void checkArithmetic() {
    for (CelNavigableExpr node : nodes()) {
      CelExpr expr = node.expr();
      if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
          && ARITHMETIC.contains(expr.call().function())) {
        List<CelExpr> arguments = expr.call().args();
        boolean isOpen =
            arguments.stream()
                .anyMatch(a -> tree.getType(a.id()).filter(SimpleType.DYN::equals).isPresent());
        for (CelExpr argument : arguments) {
          if (isOpen && isWhole(argument)) {
            long number = argument.constant().int64Value();
            throw at(
                argument,
                "attributes are decimal numbers, write %d.0 for %d".formatted(number, number));
          }
        }
      }
    }
  }

  private static boolean isWhole(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE;
  }

  /** Refuses what is the same for every item and every request. */
  private void checkVariables() {
    if (nodes().stream().noneMatch(node -> isVariable(node.expr()))) {
      Outcome always = leaf(tree.getExpr(), Leaf.Sees.REQUEST).evaluate(Scene.ofItems());
      throw new InvalidExpressionException(
          switch (always) {
            case MATCHES -> "is always true: it matches everything, say what it is to match";
            case DIFFERS -> "is always false: it matches nothing, say what it is to match";
            case FAILS -> "can never be told: it does not look at item, user or context";
          });
    }
  }

  private InvalidExpressionException at(CelExpr expr, String message) {
    Map<Long, Integer> offsets = tree.getSource().getPositionsMap();
    int offset = offsets.getOrDefault(expr.id(), 0);
    return Language.invalid(
        expression,
        tree.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.NONE),
        message);
  }

  private Condition node(CelExpr expr) {
    Leaf.Sees sees = sees(expr);
    if (sees == Leaf.Sees.BOTH && expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      List<CelExpr> arguments = expr.call().args();
      return switch (expr.call().function()) {
        case AND -> new Condition.All(nodes(arguments));
        case OR -> new Condition.Any(nodes(arguments));
        case NOT -> new Condition.Not(node(arguments.getFirst()));
        default -> leaf(expr, sees);
      };
    }
    return leaf(expr, sees);
  }

  private List<Condition> nodes(List<CelExpr> arguments) {
    List<Condition> nodes = new ArrayList<>();
    arguments.forEach(argument -> nodes.add(node(argument)));
    return nodes;
  }

  private Leaf leaf(CelExpr expr, Leaf.Sees sees) {
    CelRuntime.Program program =
        Language.program(
            CelAbstractSyntaxTree.newCheckedAst(
                expr, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap()));
    Optional<Comparison> comparison = Comparison.of(expr);
    return new Leaf(sees, program, comparison, slots.merge(sees, 1, Integer::sum) - 1);
  }

  private static Leaf.Sees sees(CelExpr root) {
    boolean seesItem = false;
    boolean seesRequest = false;
    for (CelNavigableExpr node : CelNavigableExpr.fromExpr(root).allNodes().toList()) {
      CelExpr expr = node.expr();
      boolean isItem = isIdent(expr, Scene.ITEM);
      seesItem |= isItem;
      seesRequest |= isIdent(expr, Scene.USER) || isIdent(expr, Scene.CONTEXT);
      seesRequest |= isItem && !isTimeless(node);
    }
    if (seesItem && seesRequest) {
      return Leaf.Sees.BOTH;
    }
    return seesItem ? Leaf.Sees.ITEM : Leaf.Sees.REQUEST;
  }

  /** Whether an item is asked for a named attribute that does not change as time goes by. */
  private static boolean isTimeless(CelNavigableExpr item) {
    return item.parent()
        .map(CelNavigableExpr::expr)
        .filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.SELECT)
        .filter(parent -> !parent.select().field().equals(ItemAttributes.AGE_DAYS))
        .isPresent();
  }

  private static boolean isVariable(CelExpr expr) {
    return isIdent(expr, Scene.ITEM) || isIdent(expr, Scene.USER) || isIdent(expr, Scene.CONTEXT);
  }

  private static boolean isIdent(CelExpr expr, String name) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals(name);
  }
}
