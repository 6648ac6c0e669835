package io.cairn.recommender.rules;

import io.cairn.core.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule whose condition was compiled. Immutable.
 *
 * @param condition empty where it always holds, or could not be compiled
 * @param problem why it could not be compiled; empty where it could
 * @param leaves the parts of the condition
 * @param firstSlot where the outcomes of its parts that see items alone begin among those of a set
 */
record CompiledRule(
    Rule rule, Optional<Condition> condition, String problem, List<Leaf> leaves, int firstSlot) {

  private static final int KEPT_MAX = 1_000;

  /** Conditions by their text, the ones that were used least lately first. */
  private static final Map<String, Condition> KEPT =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Condition> eldest) {
          return size() > KEPT_MAX;
        }
      };

  /** Compiles a rule; one that cannot be compiled has a problem. */
  static CompiledRule of(Rule rule, int firstSlot) {
    try {
      Optional<Condition> condition = rule.when().map(CompiledRule::condition);
      List<Leaf> leaves = new ArrayList<>();
      condition.ifPresent(tree -> tree.visit(leaves::add));
      return new CompiledRule(rule, condition, "", List.copyOf(leaves), firstSlot);
    } catch (InvalidExpressionException e) {
      return new CompiledRule(
          rule, Optional.empty(), "when " + e.getMessage(), List.of(), firstSlot);
    }
  }

  /**
   * Compiles an expression, or returns what came of the same before.
   *
   * @throws InvalidExpressionException as {@link Conditions#of}
   */
  static Condition condition(String expression) {
    synchronized (KEPT) {
      Condition known = KEPT.get(expression);
      if (known != null) {
        return known;
      }
    }
    Condition made = Conditions.of(expression);
    synchronized (KEPT) {
      KEPT.put(expression, made);
    }
    return made;
  }

  /** Whether it could not be compiled. */
  boolean isBroken() {
    return !problem.isEmpty();
  }

  /** Returns how many parts see items alone. */
  int itemLeaves() {
    return count(Leaf.Sees.ITEM);
  }

  /** Whether each part sees the item alone or the request alone, and one sees the item. */
  boolean isSeparable() {
    return count(Leaf.Sees.BOTH) == 0 && itemLeaves() > 0;
  }

  private int count(Leaf.Sees sees) {
    return (int) leaves.stream().filter(leaf -> leaf.sees() == sees).count();
  }

  /** Whether only items that meet the condition are shown. */
  boolean keepsOnlyMatching() {
    return rule.action() instanceof Rule.Filter || rule.action() instanceof Rule.Gate;
  }

  /** Whether an item with this outcome is kept from being shown. */
  boolean isAgainst(Outcome outcome) {
    return keepsOnlyMatching()
        ? outcome != Outcome.MATCHES
        : rule.action() instanceof Rule.Exclude && outcome == Outcome.MATCHES;
  }

  /** Whether it decides alone what may be shown. */
  boolean isSieve() {
    return keepsOnlyMatching() || rule.action() instanceof Rule.Exclude;
  }

  /** Returns what it is for, in words for people. */
  String words() {
    return rule.description().orElseGet(() -> "rule " + rule.id());
  }
}
