package io.cairn.recommender.rules;

import io.cairn.core.Rule;

/**
 * What is wrong with a rule.
 *
 * @param rule the very one that was checked: others may have its id
 * @param field which part of it, such as {@code when} or {@code action.item}
 * @param text what is wrong and what would be right, for people
 */
public record RuleProblem(Rule rule, String field, String text) {
  /** Returns all of it as one sentence. */
  @Override
  public String toString() {
    return "rule %s: %s %s".formatted(rule.id(), field, text);
  }
}
