package io.cairn.recommender.rules;

import io.cairn.core.ItemId;
import io.cairn.core.Nearest;
import io.cairn.core.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds what is wrong with rules before they hold. Immutable.
 *
 * @param surfaces the places that show lists
 * @param relaxations what surfaces may let go beside rules
 * @param taken names that rules cannot have, because other steps of the path have them
 */
public record RuleChecks(Set<String> surfaces, Set<String> relaxations, Set<String> taken) {

  /** Returns what is wrong with rules that are to hold together, in their order; none is best. */
  public List<RuleProblem> of(List<Rule> rules) {
    List<RuleProblem> problems = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        problems.add(problem(rule, "id", "is that of two rules: give one of them another"));
      }
    }
    for (Rule rule : rules) {
      addName(rule, problems);
      addExpression(rule, problems);
      addSurfaces(rule, problems);
      addRelaxation(rule, ids, problems);
    }
    addCycles(rules, problems);
    addClashes(rules, problems);
    return problems;
  }

  /** Returns what is wrong with the items that rules pin. */
  public static List<RuleProblem> ofItems(List<Rule> rules, Predicate<ItemId> isKnown) {
    List<RuleProblem> problems = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.action() instanceof Rule.Pin pin) {
        pin.pinned()
            .filter(isKnown.negate())
            .ifPresent(
                item ->
                    problems.add(
                        problem(
                            rule,
                            "action.item",
                            "is '%s', which is not in the catalogue: put it first"
                                .formatted(item))));
      }
    }
    return problems;
  }

  private void addName(Rule rule, List<RuleProblem> problems) {
    if (taken.contains(rule.id()) || relaxations.contains(rule.id())) {
      problems.add(problem(rule, "id", "is the name of another step of the path: take another"));
    }
  }

  private static void addExpression(Rule rule, List<RuleProblem> problems) {
    CompiledRule compiled = CompiledRule.of(rule, 0);
    if (compiled.isBroken()) {
      problems.add(problem(rule, "when", compiled.problem().substring("when ".length())));
    }
  }

  private void addSurfaces(Rule rule, List<RuleProblem> problems) {
    for (String name : rule.surfaces().orElse(List.of())) {
      if (!surfaces.contains(name)) {
        problems.add(problem(rule, "surfaces", unknown(name, surfaces)));
      }
    }
  }

  private void addRelaxation(Rule rule, Set<String> ids, List<RuleProblem> problems) {
    Optional<String> after = rule.relaxAfter();
    Set<String> known = new TreeSet<>(relaxations);
    known.addAll(ids);
    known.remove(rule.id());
    after
        .filter(name -> !known.contains(name) && !name.equals(rule.id()))
        .ifPresent(name -> problems.add(problem(rule, "relax-after", unknown(name, known))));
  }

  private static String unknown(String name, Set<String> known) {
    String near = Nearest.to(name, known).map(n -> " (did you mean '" + n + "'?)").orElse("");
    return "names '%s', which there is not%s, there are %s"
        .formatted(name, near, new TreeSet<>(known));
  }

  private static void addCycles(List<Rule> rules, List<RuleProblem> problems) {
    Map<String, Rule> byId = new TreeMap<>();
    rules.forEach(rule -> byId.put(rule.id(), rule));
    for (Rule rule : rules) {
      Set<String> passed = new HashSet<>();
      Rule at = rule;
      while (at != null && passed.add(at.id())) {
        at = at.relaxAfter().map(byId::get).orElse(null);
      }
      if (at != null && at.id().equals(rule.id())) {
        problems.add(
            problem(rule, "relax-after", "comes back to itself over " + new TreeSet<>(passed)));
      }
    }
  }

  private void addClashes(List<Rule> rules, List<RuleProblem> problems) {
    for (int one = 0; one < rules.size(); one++) {
      for (int other = one + 1; other < rules.size(); other++) {
        Rule first = rules.get(one);
        Rule second = rules.get(other);
        if (first.action() instanceof Rule.Pin a
            && second.action() instanceof Rule.Pin b
            && a.slot() == b.slot()
            && surfaces.stream().anyMatch(s -> first.isOn(s) && second.isOn(s))
            && overlap(first, second)) {
          problems.add(
              problem(
                  second,
                  "action.slot",
                  "is %d, where rule %s pins too at the same time: take another slot or time"
                      .formatted(b.slot(), first.id())));
        }
      }
    }
  }

  private static boolean overlap(Rule one, Rule other) {
    return begin(one).isBefore(end(other)) && begin(other).isBefore(end(one));
  }

  private static Instant begin(Rule rule) {
    return rule.from().orElse(Instant.MIN);
  }

  private static Instant end(Rule rule) {
    return rule.until().orElse(Instant.MAX);
  }

  private static RuleProblem problem(Rule rule, String field, String text) {
    return new RuleProblem(rule, field, text);
  }
}
