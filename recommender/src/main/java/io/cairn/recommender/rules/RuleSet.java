package io.cairn.recommender.rules;

import io.cairn.core.Rule;
import io.cairn.features.CatalogueEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules that were compiled together. What they say of an item alone is computed once, and kept with
 * the entry of the item in the catalogue until that is replaced. Immutable, and safe for use by
 * multiple threads.
 */
final class RuleSet {
  private static final int BITS = 2;
  private static final int A_WORD = Long.SIZE / BITS;

  private final List<CompiledRule> rules;
  private final int slots;

  /** Owns what is kept with entries, without keeping this from being forgotten. */
  private final Object owner = new Object();

  private RuleSet(List<CompiledRule> rules, int slots) {
    this.rules = List.copyOf(rules);
    this.slots = slots;
  }

  static RuleSet of(List<Rule> rules) {
    List<CompiledRule> compiled = new ArrayList<>();
    int slots = 0;
    for (Rule rule : rules) {
      CompiledRule made = CompiledRule.of(rule, slots);
      slots += made.itemLeaves();
      compiled.add(made);
    }
    return new RuleSet(compiled, slots);
  }

  List<CompiledRule> rules() {
    return rules;
  }

  /**
   * Returns the outcomes of all parts that see items alone, two bits each; {@link #outcome} reads
   * them.
   *
   * @return shared, do not modify
   */
  long[] outcomes(CatalogueEntry entry) {
    return entry.kept(owner, long[].class, this::compute);
  }

  /** Returns the same outcomes without keeping them. */
  long[] compute(CatalogueEntry entry) {
    long[] words = new long[slots / A_WORD + 1];
    Scene scene = Scene.ofItems();
    scene.enter(entry);
    for (CompiledRule rule : rules) {
      for (Leaf leaf : rule.leaves()) {
        if (leaf.sees() == Leaf.Sees.ITEM) {
          int slot = rule.firstSlot() + leaf.slot();
          long bits = leaf.evaluate(scene).bits();
          words[slot / A_WORD] |= bits << (BITS * (slot % A_WORD));
        }
      }
    }
    return words;
  }

  /** Returns the outcome of a part of a rule that sees items alone. */
  static Outcome outcome(long[] outcomes, CompiledRule rule, Leaf leaf) {
    int slot = rule.firstSlot() + leaf.slot();
    return Outcome.ofBits((int) (outcomes[slot / A_WORD] >>> (BITS * (slot % A_WORD))));
  }
}
