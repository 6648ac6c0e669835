package io.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the events of Metarank, one on each line, as RankLens has them: items and users with
 * fields, rankings (lists that were shown) and interactions, which name their ranking. The position
 * of an interaction is known while its ranking is among the last {@value #RANKINGS_MAX}.
 */
final class RankLensRows implements RowImporter {
  static final List<String> COLUMNS =
      List.of(
          "event item: title, genres → categories, release_date → arrival, other fields → attributes",
          "event user: fields → attributes",
          "event ranking → impression: request ← id, items; fields are not used",
          "event interaction: type, item, request ← ranking, position ← place in the ranking");

  static final int RANKINGS_MAX = 20_000;

  private final Map<RequestId, List<ItemId>> rankings =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RequestId, List<ItemId>> eldest) {
          return size() > RANKINGS_MAX;
        }
      };

  @Override
  public Consumer<ImportSink> prepare(String[] cells, Instant now) {
    JsonNode json = EventJson.parse(cells[0]);
    return sink -> read(new JsonFields(json, ""), sink);
  }

  @Override
  public void read(String[] cells, ImportSink sink) {
    prepare(cells, sink.now()).accept(sink);
  }

  private void read(JsonFields fields, ImportSink sink) {
    String kind =
        fields.text("event").orElseThrow(() -> fields.missing("event", "such as interaction"));
    Event event =
        switch (kind) {
          case "item" -> item(fields, sink.now());
          case "user" -> user(fields, sink.now());
          case "ranking" -> ranking(fields, sink.now());
          case "interaction" -> interaction(fields, sink.now());
          default -> {
            String wrong = "is " + InvalidEventException.quote(kind);
            throw fields.problem("event", wrong, "item, user, ranking or interaction");
          }
        };
    sink.add(event, true);
  }

  private static Event item(JsonFields fields, Instant now) {
    Map<String, Value> attributes = attributes(fields);
    Value genres = attributes.remove("genres");
    Optional<Instant> arrival =
        attributes.remove("release_date") instanceof Value.Numeric(double seconds)
            ? Optional.of(Times.ofNumber("release_date", seconds))
            : Optional.empty();
    Item item =
        new Item(
            fields.requiredId("item", ItemId::new),
            attributes,
            genres == null ? List.of() : genres.texts(),
            true,
            arrival);
    return new Event.ItemUpdated(id(fields), time(fields, now), item);
  }

  private static Event user(JsonFields fields, Instant now) {
    User user = new User(fields.requiredId("user", UserId::new), attributes(fields));
    return new Event.UserUpdated(id(fields), time(fields, now), user);
  }

  private Event ranking(JsonFields fields, Instant now) {
    RequestId request = fields.requiredId("id", RequestId::new);
    JsonNode nodes =
        fields.node("items").orElseThrow(() -> fields.missing("items", "a list of items"));
    List<ItemId> items = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      JsonFields shown = fields.inside("items[" + items.size() + "]", node);
      items.add(shown.requiredId("id", ItemId::new));
    }
    Event event =
        new Event.Impression(
            id(fields),
            time(fields, now),
            visitor(fields),
            request,
            "",
            Context.NONE,
            items.stream().map(item -> new Event.Shown(item, 0, List.of())).toList(),
            Event.AsOf.UNKNOWN);
    rankings.put(request, items);
    return event;
  }

  private Event interaction(JsonFields fields, Instant now) {
    ItemId item = fields.requiredId("item", ItemId::new);
    Optional<RequestId> request = fields.id("ranking", RequestId::new);
    int position =
        request.map(shown -> rankings.getOrDefault(shown, List.of()).indexOf(item) + 1).orElse(0);
    return new Event.Interaction(
        id(fields),
        time(fields, now),
        visitor(fields),
        item,
        fields.text("type").orElseThrow(() -> fields.missing("type", "such as click")),
        1,
        new Context("", "", "", position, request));
  }

  private static Map<String, Value> attributes(JsonFields fields) {
    Map<String, Value> attributes = new TreeMap<>();
    for (JsonNode node :
        fields.node("fields").map(nodes -> (Iterable<JsonNode>) nodes).orElse(List.of())) {
      JsonFields field = fields.inside("fields", node);
      String name = field.text("name").orElseThrow(() -> field.missing("name", "a name"));
      field.node("value").ifPresent(value -> attributes.put(name, field.value(name, value)));
    }
    return attributes;
  }

  private static Visitor visitor(JsonFields fields) {
    return new Visitor(fields.id("user", UserId::new), fields.id("session", SessionId::new));
  }

  private static EventId id(JsonFields fields) {
    return fields.id("id", EventId::new).orElse(ContentIds.PLACEHOLDER);
  }

  private static Instant time(JsonFields fields, Instant now) {
    Instant time =
        fields
            .moment("timestamp")
            .orElseThrow(() -> fields.missing("timestamp", "milliseconds since 1970"));
    return Times.checked("timestamp", time, now);
  }
}
