package io.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads events in the JSON form that {@link EventJson} describes. */
final class EventJsonReader {
  private static final double STARS_MAX = 5;
  private static final Set<String> CONTEXT_FIELDS =
      Set.of("device", "page", "region", "position", "request");
  private static final Set<String> INTERACTION_FIELDS =
      Set.of(
          "type",
          "id",
          "user",
          "session",
          "item",
          "time",
          "value",
          "context",
          "position",
          "request");
  private static final Set<String> IMPRESSION_FIELDS =
      Set.of(
          "type", "id", "user", "session", "request", "surface", "item", "items", "time", "context",
          "asOf", "models", "rules", "making", "asked");
  private static final Set<String> SHOWN_FIELDS = Set.of("item", "score", "propensity", "sources");
  private static final Set<String> PROPOSAL_FIELDS = Set.of("source", "rank", "score", "because");
  private static final Set<String> REMOVAL_FIELDS = Set.of("type", "event", "id", "time");

  private final Instant now;
  private final Function<Event, EventId> ids;

  EventJsonReader(Instant now, Function<Event, EventId> ids) {
    this.now = now;
    this.ids = ids;
  }

  Event read(JsonFields fields) {
    String type =
        fields.text("type").orElseThrow(() -> fields.missing("type", "such as view or item"));
    return switch (type) {
      case "item" -> itemUpdated(fields);
      case "user" -> userUpdated(fields);
      case "item-removed" -> removed(fields, ItemId::new, Event.ItemRemoved::new);
      case "user-removed" -> removed(fields, UserId::new, Event.UserRemoved::new);
      case "impression" -> impression(fields);
      default -> interaction(fields, type);
    };
  }

  private Event itemUpdated(JsonFields fields) {
    var item = CatalogueJson.item(fields.requiredId("id", ItemId::new), fields);
    return identified(fields, "event", id -> new Event.ItemUpdated(id, time(fields), item));
  }

  private Event userUpdated(JsonFields fields) {
    var user = CatalogueJson.user(fields.requiredId("id", UserId::new), fields);
    return identified(fields, "event", id -> new Event.UserUpdated(id, time(fields), user));
  }

  /** Makes a removal of what {@code T} identifies. */
  private interface Removal<T> {
    Event of(EventId id, Instant time, T removed);
  }

  private <T> Event removed(JsonFields fields, Function<String, T> type, Removal<T> removal) {
    fields.refuseOthers(REMOVAL_FIELDS);
    T removed = fields.requiredId("id", type);
    return identified(fields, "event", id -> removal.of(id, time(fields), removed));
  }

  private Event interaction(JsonFields fields, String type) {
    fields.refuseOthers(INTERACTION_FIELDS);
    if (type.isBlank()) {
      throw fields.problem("type", "is blank", "such as view, click or purchase");
    }
    Visitor visitor = visitor(fields);
    if (visitor.isAnonymous()) {
      throw fields.missing("user", "a user or a session");
    }
    ItemId item = fields.requiredId("item", ItemId::new);
    double value = value(fields, type);
    Context context = contextOfInteraction(fields);
    return identified(
        fields,
        "id",
        id -> new Event.Interaction(id, time(fields), visitor, item, type, value, context));
  }

  private static double value(JsonFields fields, String type) {
    Optional<Double> value = fields.number("value");
    if (type.equals(Event.Interaction.RATING)) {
      double stars = value.orElseThrow(() -> fields.missing("value", "0 to 5 stars"));
      if (stars < 0 || stars > STARS_MAX) {
        throw fields.problem("value", "is " + stars, "0 to 5 stars");
      }
    }
    return value.orElse(1.0);
  }

  private Event impression(JsonFields fields) {
    fields.refuseOthers(IMPRESSION_FIELDS);
    Visitor visitor = visitor(fields);
    Context context = context(fields);
    List<Event.Shown> shown = shown(fields);
    String surface = fields.text("surface").orElse("");
    Optional<RequestId> request = fields.id("request", RequestId::new).or(context::request);
    return identified(
        fields,
        "id",
        id ->
            new Event.Impression(
                id,
                time(fields),
                visitor,
                request.orElseGet(() -> new RequestId(id.value())),
                surface,
                context,
                shown,
                Event.AsOf.UNKNOWN));
  }

  private static List<Event.Shown> shown(JsonFields fields) {
    JsonNode items =
        fields
            .node("items")
            .or(() -> fields.node("item"))
            .orElseThrow(() -> fields.missing("items", "a list of item ids"));
    if (!items.isArray()) {
      return List.of(shown(fields, "item", items));
    }
    List<Event.Shown> shown = new ArrayList<>(items.size());
    for (JsonNode item : items) {
      shown.add(shown(fields, "items[" + shown.size() + "]", item));
    }
    return shown;
  }

  private static Event.Shown shown(JsonFields fields, String name, JsonNode node) {
    if (!node.isObject()) {
      return new Event.Shown(fields.id(name, node, ItemId::new), 0, List.of());
    }
    JsonFields inside = fields.inside(name, node);
    inside.refuseOthers(SHOWN_FIELDS);
    float score = inside.number("score").orElse(0.0).floatValue();
    float propensity = inside.number("propensity").map(Double::floatValue).orElse(Float.NaN);
    ItemId item = inside.requiredId("item", ItemId::new);
    try {
      return new Event.Shown(item, score, proposals(inside), propensity);
    } catch (IllegalArgumentException e) {
      throw inside.problem("propensity", "is " + propensity, "above 0 and at most 1");
    }
  }

  private static List<Proposal> proposals(JsonFields fields) {
    List<Proposal> proposals = new ArrayList<>();
    for (JsonNode node : sources(fields)) {
      proposals.add(proposal(fields.inside("sources[" + proposals.size() + "]", node)));
    }
    return proposals;
  }

  private static Iterable<JsonNode> sources(JsonFields fields) {
    JsonNode sources = fields.node("sources").orElse(JsonNodeFactory.instance.arrayNode());
    if (!sources.isArray()) {
      throw fields.problem("sources", "is not a list", "a list of objects");
    }
    return sources;
  }

  private static Proposal proposal(JsonFields fields) {
    fields.refuseOthers(PROPOSAL_FIELDS);
    String source = fields.text("source").orElseThrow(() -> fields.missing("source", "a name"));
    int rank = fields.count("rank");
    if (rank < 1) {
      throw fields.problem("rank", "is " + rank, "a whole number of at least 1");
    }
    float score = fields.number("score").orElse(0.0).floatValue();
    return new Proposal(source, rank, score, fields.id("because", ItemId::new));
  }

  private static Visitor visitor(JsonFields fields) {
    return new Visitor(fields.id("user", UserId::new), fields.id("session", SessionId::new));
  }

  private static Context context(JsonFields fields) {
    return fields
        .node("context")
        .map(node -> insideContext(fields.inside("context", node)))
        .orElse(Context.NONE);
  }

  private static Context insideContext(JsonFields context) {
    context.refuseOthers(CONTEXT_FIELDS);
    return new Context(
        context.text("device").orElse(""),
        context.text("page").orElse(""),
        context.text("region").orElse(""),
        context.count("position"),
        context.id("request", RequestId::new));
  }

  /** Reads the context; where it has no position or request, those beside it count. */
  private static Context contextOfInteraction(JsonFields fields) {
    Context inside = context(fields);
    return new Context(
        inside.device(),
        inside.page(),
        inside.region(),
        inside.position() > 0 ? inside.position() : fields.count("position"),
        inside.request().or(() -> fields.id("request", RequestId::new)));
  }

  private Instant time(JsonFields fields) {
    return fields.moment("time").map(time -> Times.checked("time", time, now)).orElse(now);
  }

  /** Makes the event with the id that it has, or with the one that {@link #ids} gives it. */
  private Event identified(JsonFields fields, String name, Function<EventId, Event> event) {
    return fields
        .id(name, EventId::new)
        .map(event)
        .orElseGet(() -> event.apply(ids.apply(event.apply(ContentIds.PLACEHOLDER))));
  }
}
