package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Rule;
import io.cairn.events.RuleJson;
import io.cairn.events.RuleRevision;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules: {@code /v1/rules}. */
record RulesResource(Serving serving) {

  /** Lists the rules that hold, or those that were stored at an earlier revision. */
  void list(Context context) {
    Parameters parameters = new Parameters(context, Set.of("revision"));
    Optional<Integer> revision = parameters.text("revision").map(RulesResource::number);
    int latest = serving.engine().rules().latest().number();
    if (revision.isPresent() && revision.get() > latest) {
      throw new ApiProblem(
          ProblemCode.INVALID_FIELD,
          "revision",
          "revision is %d, the latest is %d".formatted(revision.get(), latest));
    }
    RuleRevision stored =
        revision
            .map(serving.engine().rules()::at)
            .orElseGet(() -> serving.engine().rules().latest());
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("revision", stored.number());
    ArrayNode rules = json.putArray("rules");
    stored.rules().forEach(rule -> rules.add(node(rule)));
    if (revision.isEmpty()) {
      configured(stored).forEach(rule -> rules.add(node(rule, "configuration")));
    }
    Bodies.write(context, json);
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new ApiProblem(
          ProblemCode.INVALID_FIELD,
          "revision",
          "revision is %s, expected a whole number of at least 0".formatted(text));
    }
    return Integer.parseInt(text);
  }

  /** Returns the rules of the configuration that no stored one replaces. */
  private List<Rule> configured(RuleRevision stored) {
    Set<String> replaced = Set.copyOf(stored.plain().stream().map(Rule::id).toList());
    return serving.engine().config().pipeline().rules().stream()
        .filter(rule -> !replaced.contains(rule.id()))
        .toList();
  }

  /** Shows a rule that holds. */
  void get(Context context) {
    String id = new Parameters(context, Set.of()).id(text -> text);
    RuleRevision latest = serving.engine().rules().latest();
    ObjectNode json =
        stored(latest, id)
            .map(this::node)
            .or(
                () ->
                    configured(latest).stream()
                        .filter(rule -> rule.id().equals(id))
                        .findFirst()
                        .map(rule -> node(rule, "configuration")))
            .orElseThrow(() -> unknown(id, ""));
    Bodies.write(context, json);
  }

  /** Adds or replaces a stored rule. */
  void put(Context context) throws IOException {
    String id = new Parameters(context, Set.of()).id(text -> text);
    Rule rule = new Rules(serving).stored(id, serving.bodies().read(context));
    RuleRevision after = serving.engine().putRule(rule, serving.clock().instant());
    Bodies.write(context, node(stored(after, id).orElseThrow()));
  }

  /** Removes a stored rule. */
  void delete(Context context) {
    String id = new Parameters(context, Set.of()).id(text -> text);
    RuleRevision latest = serving.engine().rules().latest();
    if (stored(latest, id).isEmpty()) {
      boolean isConfigured = configured(latest).stream().anyMatch(rule -> rule.id().equals(id));
      throw unknown(id, isConfigured ? ": it is in the configuration, take it out there" : "");
    }
    serving.engine().removeRule(id, serving.clock().instant());
    context.status(204);
  }

  private static ApiProblem unknown(String id, String why) {
    return new ApiProblem(
        ProblemCode.UNKNOWN_RULE, "id", "there is no stored rule '%s'%s".formatted(id, why));
  }

  private static Optional<RuleRevision.Stored> stored(RuleRevision revision, String id) {
    return revision.rules().stream().filter(one -> one.rule().id().equals(id)).findFirst();
  }

  private ObjectNode node(RuleRevision.Stored stored) {
    return node(stored.rule(), "stored")
        .put("revision", stored.revision())
        .put("changed", stored.changed().toString());
  }

  /** Returns a rule, where it comes from, and the surfaces where it is active now. */
  private ObjectNode node(Rule rule, String origin) {
    ObjectNode json = RuleJson.node(rule).put("origin", origin);
    ArrayNode active = json.putArray("active_on");
    Instant now = serving.clock().instant();
    serving.engine().recommender().surfaces().keySet().stream()
        .sorted()
        .filter(surface -> rule.isActive(surface, now))
        .forEach(active::add);
    return json;
  }
}
