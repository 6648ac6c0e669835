package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.Rule;
import io.cairn.events.RuleJson;
import io.cairn.recommender.rules.RuleChecks;
import io.cairn.recommender.rules.RuleProblem;
import io.cairn.recommender.rules.Rulebook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads rules that were sent, and refuses those that cannot hold beside the others. Immutable. */
record Rules(Serving serving) {
  /** A request with more is a mistake, and would wait for them to be compiled. */
  private static final int OF_REQUEST_MAX = 20;

  private Rulebook book() {
    return serving.engine().recommender().rulebook();
  }

  private RuleChecks checks() {
    return serving.engine().config().pipeline().ruleChecks();
  }

  /**
   * Reads a rule that is to be stored.
   *
   * @throws ApiProblem if it cannot be used
   */
  Rule stored(String id, JsonNode body) {
    Rule rule = RuleJson.read(id, body);
    List<Rule> all = new ArrayList<>(book().rules());
    all.removeIf(other -> other.id().equals(id));
    all.add(rule);
    List<RuleProblem> problems = new ArrayList<>(checks().of(all));
    problems.addAll(RuleChecks.ofItems(List.of(rule), book()::knows));
    refuse(problems, Set.of(id), "");
    return rule;
  }

  /**
   * Reads the rules of a request for a list.
   *
   * @throws ApiProblem if one of them cannot be used
   */
  List<Rule> ofRequest(Iterable<JsonNode> list) {
    List<Rule> own = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode node : list) {
      Rule rule = RuleJson.read(node, "rules[" + own.size() + "]");
      own.add(rule);
      ids.add(rule.id());
    }
    if (own.size() > OF_REQUEST_MAX) {
      throw new ApiProblem(
          ProblemCode.LIST_TOO_LONG,
          "rules",
          "rules has %d elements, the most are %d".formatted(own.size(), OF_REQUEST_MAX));
    }
    if (!own.isEmpty()) {
      List<Rule> all = new ArrayList<>(book().rules());
      all.addAll(own);
      refuse(checks().of(all), ids, "rules.");
    }
    return own;
  }

  private static void refuse(List<RuleProblem> problems, Set<String> ids, String prefix) {
    Optional<RuleProblem> first =
        problems.stream().filter(problem -> ids.contains(problem.rule().id())).findFirst();
    if (first.isPresent()) {
      RuleProblem problem = first.get();
      String field = problem.field().replace('-', '_');
      throw new ApiProblem(
          ProblemCode.INVALID_RULE,
          prefix + field,
          "%s of rule '%s' %s".formatted(field, problem.rule().id(), problem.text()));
    }
  }
}
