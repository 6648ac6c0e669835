package io.cairn.recommender.rules;

import io.cairn.features.CatalogueEntry;
import java.util.List;

/**
 * A rule that holds for one request, and what came of it. What it says of the request alone is
 * computed when it begins. For use by one thread.
 */
final class ActiveRule implements Condition.Parts {
  private final CompiledRule compiled;
  private final RuleSet set;
  private final Scene scene;
  private final Outcome[] ofRequest;
  private final boolean seesItem;
  private final boolean seesBoth;
  private long[] ofItem = {};
  private int matches;
  private int failures;
  private String problem;

  ActiveRule(CompiledRule compiled, RuleSet set, Scene scene) {
    this.compiled = compiled;
    this.set = set;
    this.scene = scene;
    problem = compiled.problem();
    seesItem = compiled.itemLeaves() > 0;
    seesBoth = !compiled.isSeparable() && !compiled.leaves().isEmpty();
    List<Leaf> leaves =
        compiled.leaves().stream().filter(leaf -> leaf.sees() == Leaf.Sees.REQUEST).toList();
    ofRequest = new Outcome[leaves.size()];
    leaves.forEach(leaf -> ofRequest[leaf.slot()] = leaf.evaluate(scene));
  }

  CompiledRule compiled() {
    return compiled;
  }

  String id() {
    return compiled.rule().id();
  }

  /** Returns what is known before any item is looked at: the outcomes of the request's parts. */
  List<Outcome> ofRequest() {
    return List.of(ofRequest);
  }

  /** Looks at an item, and counts what comes of it. */
  Outcome look(CatalogueEntry entry) {
    Outcome outcome = outcome(entry);
    if (outcome == Outcome.MATCHES) {
      matches++;
    } else if (outcome == Outcome.FAILS) {
      failures++;
      if (problem.isEmpty()) {
        problem = why(entry);
      }
    }
    return outcome;
  }

  /** Looks at an item without counting. */
  Outcome outcome(CatalogueEntry entry) {
    if (compiled.isBroken()) {
      return Outcome.FAILS;
    }
    if (compiled.condition().isEmpty()) {
      return Outcome.MATCHES;
    }
    if (seesBoth) {
      scene.enter(entry);
    }
    if (seesItem) {
      ofItem = set.outcomes(entry);
    }
    return compiled.condition().get().evaluate(this);
  }

  @Override
  public Outcome outcome(Leaf leaf) {
    return switch (leaf.sees()) {
      case ITEM -> RuleSet.outcome(ofItem, compiled, leaf);
      case REQUEST -> ofRequest[leaf.slot()];
      case BOTH -> leaf.evaluate(scene);
    };
  }

  /** Returns why it cannot be told of an item. */
  String why(CatalogueEntry entry) {
    scene.enter(entry);
    for (Leaf leaf : compiled.leaves()) {
      String why = leaf.problem(scene);
      if (!why.isEmpty()) {
        return why;
      }
    }
    return "it could not be evaluated";
  }

  /** Takes note that something else of it went wrong. */
  void fails(String why) {
    failures++;
    problem = problem.isEmpty() ? why : problem;
  }

  int matches() {
    return matches;
  }

  int failures() {
    return failures;
  }

  /** Counts anew. */
  void beginPage() {
    matches = 0;
    failures = 0;
    problem = compiled.problem();
  }

  String problem() {
    return problem;
  }
}
