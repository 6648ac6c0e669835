package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.engine.Engine;
import io.cairn.core.Candidate;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RecommendationRequest;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.recommender.Passage;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Trace;
import io.cairn.recommender.ranking.Explanation;
import io.cairn.recommender.rules.RuleCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes finished lists as JSON. Immutable.
 *
 * @param store the rows that say what the items are
 * @param recommender made the lists
 */
public record ListJson(FeatureSet features, FeatureStore store, Recommender recommender) {

  static ListJson of(Engine engine) {
    return new ListJson(engine.features(), engine.store(), engine.recommender());
  }

  /**
   * What to say beside ids and scores.
   *
   * @param explain whether to add features and the trace
   * @param fields the attributes of each item; {@code *} is all
   */
  public record Show(boolean explain, List<String> fields) {}

  /** Returns the answer to a request for a list. */
  public ObjectNode write(Recommendation made, Show show) {
    RecommendationRequest request = made.request();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("request", request.id().value())
            .put("surface", request.surface());
    ArrayNode items = json.putArray("items");
    List<Row> rows = rows(made);
    for (int i = 0; i < rows.size(); i++) {
      items.add(item(made.items().get(i), rows.get(i), show));
    }
    if (show.explain()) {
      addExplanation(items, recommender.explain(made));
      addPassages(items, made);
    }
    ArrayNode relaxed = json.putArray("relaxed");
    made.trace().course().relaxed().forEach(relaxed::add);
    if (!made.trace().course().shortfall().isEmpty()) {
      json.put("shortfall", made.trace().course().shortfall());
    }
    json.put("personalized", made.personalized());
    if (!made.personalized()) {
      json.put("why_not_personalized", made.whyNotPersonalized());
    }
    json.put("rung", made.rung().name().toLowerCase(Locale.ROOT));
    ObjectNode models = json.putObject("models");
    new TreeMap<>(made.models()).forEach(models::put);
    made.part().next().ifPresent(next -> json.put("next", next.text()));
    addTimings(json.putObject("timings_ms"), made.trace());
    if (show.explain()) {
      addTrace(json.putObject("trace"), made.trace());
    }
    return json;
  }

  private List<Row> rows(Recommendation made) {
    List<EntityKey> keys =
        made.items().stream().map(shown -> EntityKey.of(shown.candidate().item())).toList();
    Map<EntityKey, Row> rows = store.get(keys);
    return keys.stream().map(key -> rows.getOrDefault(key, Row.EMPTY)).toList();
  }

  private ObjectNode item(Recommended shown, Row row, Show show) {
    Candidate candidate = shown.candidate();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", candidate.item().value())
            .put("score", Numbers.rounded(candidate.score()))
            .put("position", shown.position());
    ArrayNode sources = json.putArray("sources");
    candidate.proposals().forEach(proposal -> sources.add(source(proposal)));
    json.put("reason", shown.reason());
    ObjectNode fields = json.putObject("fields");
    features
        .entry(row)
        .map(CatalogueEntry::item)
        .ifPresent(item -> fields.setAll(ItemFields.of(item, show.fields())));
    return json;
  }

  private static ObjectNode source(Proposal proposal) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("source", proposal.source())
            .put("rank", proposal.rank())
            .put("score", Numbers.rounded(proposal.score()));
    proposal.because().ifPresent(item -> json.put("because", item.value()));
    return json;
  }

  /** Adds what is known of each item and, where a model ordered the list, what came of it. */
  private void addExplanation(ArrayNode items, Explanation why) {
    for (int row = 0; row < items.size(); row++) {
      ObjectNode item = (ObjectNode) items.get(row);
      put(item.putObject("features"), why.features(), row);
      if (!why.ranker().isEmpty()) {
        put(item.putObject("predictions"), why.predictions(), row);
        ObjectNode contributions = item.putObject("contributions");
        List<String> objectives = why.predictions().columns();
        for (int objective = 0; objective < objectives.size(); objective++) {
          ObjectNode ofObjective = contributions.putObject(objectives.get(objective));
          put(ofObjective, why.contributions().get(objective), row);
        }
      }
    }
  }

  /** Adds the way of each item from the ranker to its place. */
  private static void addPassages(ArrayNode items, Recommendation made) {
    List<ItemId> ids = made.items().stream().map(shown -> shown.candidate().item()).toList();
    Map<ItemId, Passage> passages = Passage.of(made, ids);
    List<String> relaxed = made.trace().course().relaxed();
    for (int at = 0; at < items.size(); at++) { // positions count on from earlier pages
      Recommended shown = made.items().get(at);
      ObjectNode item = (ObjectNode) items.get(at);
      Passage passage = Objects.requireNonNull(passages.get(shown.candidate().item()));
      PassageJson.add(item, passage, relaxed);
      if (Float.isNaN(shown.propensity())) {
        item.putNull("propensity");
      } else {
        item.put("propensity", Numbers.rounded(shown.propensity()));
      }
    }
  }

  /** Puts a row under the names of its columns; what is missing is null. */
  private static void put(ObjectNode json, FeatureMatrix matrix, int row) {
    float[] values = matrix.row(row);
    for (int column = 0; column < values.length; column++) {
      String name = matrix.columns().get(column);
      if (Float.isFinite(values[column])) {
        json.put(name, Numbers.rounded(values[column]));
      } else {
        json.putNull(name);
      }
    }
  }

  private static ObjectNode rule(RuleCall call) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("rule", call.rule())
            .put("matches", call.matches())
            .put("failures", call.failures())
            .put("left_out", call.leftOut());
    if (!call.problem().isEmpty()) {
      json.put("problem", call.problem());
    }
    return json;
  }

  private static void addTimings(ObjectNode json, Trace trace) {
    long total = 0;
    for (Map.Entry<String, Long> stage : trace.stages().entrySet()) {
      json.put(stage.getKey(), Numbers.millis(stage.getValue()));
      total += stage.getValue();
    }
    json.put("total", Numbers.millis(total));
  }

  private static void addTrace(ObjectNode json, Trace trace) {
    ArrayNode sources = json.putArray("sources");
    for (Trace.SourceCall call : trace.sources()) {
      ObjectNode source =
          sources
              .addObject()
              .put("source", call.source())
              .put("proposed", call.proposed())
              .put("ms", Numbers.millis(call.nanos()));
      if (!call.problem().isEmpty()) {
        source.put("problem", call.problem());
      }
    }
    ObjectNode removed = json.putObject("removed");
    new TreeMap<>(trace.course().removed()).forEach(removed::put);
    json.put("filled", trace.course().filled().size());
    ArrayNode rules = json.putArray("rules");
    trace.rules().calls().forEach(call -> rules.add(rule(call)));
    ObjectNode ranker = json.putObject("ranker").put("name", trace.ranker().name());
    if (!trace.ranker().problem().isEmpty()) {
      ranker.put("problem", trace.ranker().problem());
    }
  }
}
