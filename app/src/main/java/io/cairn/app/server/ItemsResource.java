package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.events.EventJson;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.Row;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;

/** What can be recommended: {@code /v1/items}. */
record ItemsResource(Serving serving) {

  /** Adds or replaces an item. */
  void put(Context context) throws IOException {
    ItemId id = new Parameters(context, Set.of()).id(ItemId::new);
    Item item = EventJson.readItem(id, serving.bodies().read(context));
    serving.append((event, now) -> new Event.ItemUpdated(event, now, item));
    Bodies.write(context, EventJson.node(item));
  }

  /** Adds or replaces several items. */
  void post(Context context) throws IOException {
    new Intake(serving, CatalogueForm.reader(serving.eventJson(), "item")).answer(context);
  }

  /** Shows an item and what is known of it. */
  void get(Context context) {
    ItemId id = new Parameters(context, Set.of()).id(ItemId::new);
    Row row = row(id);
    ObjectNode json = EventJson.node(known(id, row).item());
    Bodies.write(context, withCounts(json, row));
  }

  /** Takes an item out of the catalogue for good. */
  void delete(Context context) {
    ItemId id = new Parameters(context, Set.of()).id(ItemId::new);
    requireKnown(id);
    serving.append((event, now) -> new Event.ItemRemoved(event, now, id));
    context.status(204);
  }

  /** Lists the catalogue. */
  void list(Context context) {
    Pages pages = Pages.of("items", context, serving.limits().countMax());
    FeatureSet features = serving.engine().features();
    Bodies.write(
        context,
        pages.read(
            serving.engine().store(),
            EntityKey.Kind.ITEM,
            (_, row) ->
                features.entry(row).filter(e -> !e.removed()).map(e -> EventJson.node(e.item()))));
  }

  /** Returns the entry of an item that was not removed. */
  private CatalogueEntry known(ItemId id, Row row) {
    return serving
        .engine()
        .features()
        .entry(row)
        .filter(entry -> !entry.removed())
        .orElseThrow(
            () -> new ApiProblem(ProblemCode.UNKNOWN_ITEM, "id", "there is no item '" + id + "'"));
  }

  /**
   * Does nothing where the item is in the catalogue.
   *
   * @throws ApiProblem if it is not
   */
  void requireKnown(ItemId id) {
    known(id, row(id));
  }

  private Row row(ItemId id) {
    return serving.engine().row(EntityKey.of(id));
  }

  private ObjectNode withCounts(ObjectNode json, Row row) {
    FeatureSet features = serving.engine().features();
    Instant now = serving.clock().instant();
    json.put("popularity", Numbers.rounded(features.popularity(row, now)));
    json.put("recent_popularity", Numbers.rounded(features.recentPopularity(row, now)));
    json.put("trend", Numbers.rounded(features.trend(row, now)));
    ObjectNode counts = json.putObject("counts");
    new TreeMap<>(features.counts(row)).forEach(counts::put);
    return json;
  }
}
