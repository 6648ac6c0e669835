package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.engine.Engine;
import io.cairn.core.Candidate;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.Proposal;
import io.cairn.core.RecommendationRequest;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.Row;
import io.cairn.features.Situation;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes finished lists as JSON. Immutable. */
record ListJson(Engine engine) {

  /**
   * What to say beside ids and scores.
   *
   * @param explain whether to add features and the trace
   * @param fields the attributes of each item; {@code *} is all
   */
  record Show(boolean explain, List<String> fields) {}

  /** Returns the answer to a request for a list. */
  ObjectNode write(Recommendation made, Show show) {
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
      addFeatures(items, made, rows);
    }
    json.put("personalized", made.personalized());
    if (!made.personalized()) {
      json.put("why_not_personalized", made.whyNotPersonalized());
    }
    json.put("rung", made.rung().name().toLowerCase(Locale.ROOT));
    ObjectNode models = json.putObject("models");
    new TreeMap<>(made.models()).forEach(models::put);
    addTimings(json.putObject("timings_ms"), made.trace());
    if (show.explain()) {
      addTrace(json.putObject("trace"), made.trace());
    }
    return json;
  }

  private List<Row> rows(Recommendation made) {
    List<EntityKey> keys =
        made.items().stream().map(shown -> EntityKey.of(shown.candidate().item())).toList();
    Map<EntityKey, Row> rows = engine.store().get(keys);
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
    engine
        .features()
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

  private void addFeatures(ArrayNode items, Recommendation made, List<Row> rows) {
    FeatureSet features = engine.features();
    RecommendationRequest request = made.request();
    FeatureMatrix matrix =
        new FeatureReader(features, engine.store())
            .read(
                Situation.Occasion.of(request),
                made.items().stream().map(Recommended::candidate).toList(),
                Map.of())
            .matrix();
    List<String> columns = features.columns();
    int cell = 0;
    for (int row = 0; row < rows.size(); row++) {
      ObjectNode values = ((ObjectNode) items.get(row)).putObject("features");
      for (String column : columns) {
        values.put(column, Numbers.rounded(matrix.values()[cell++]));
      }
    }
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
    new TreeMap<>(trace.removed()).forEach(removed::put);
    json.put("filled", trace.filled());
  }
}
